/**
 * Asks the site's time servers how far the machine's clock is off. It never sets the clock: that is the time daemon's work. What it
 * finds says whether times may be stamped as synchronised, and tells the technician of a clock that is wrong, whatever the daemon
 * believes. Simple NTP (RFC 5905, clause 14: a client that only measures), plain and without authentication, so an answer can only
 * lower the trust in the clock or name it, and never moves a time.
 */
@NullMarked
package io.busbar.platform.ntp;

import org.jspecify.annotations.NullMarked;
