/**
 * What central writes into its own journal: a gateway's record, byte for byte as the gateway made it, in an envelope
 * that says whose it is and how it came. Pure bytes: no I/O, no threads, no OSGi.
 */
@NullMarked
package io.busbar.central.record;

import org.jspecify.annotations.NullMarked;
