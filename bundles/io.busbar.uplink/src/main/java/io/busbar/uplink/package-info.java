/**
 * The gateway end of the link: follows {@code central:} of the running model, reads the journal, feeds the lanes.
 * {@code feed} decides what goes where and when; this package gives it a thread, a bearer and its services.
 */
@NullMarked
package io.busbar.uplink;

import org.jspecify.annotations.NullMarked;
