/**
 * Filters on the time of samples: throttle, sample, coalesce, delay, persist, stretch, align, prePost, heartbeat. How long
 * something waits goes by the gateway's logical time, what a sample says by its source time; only align gives another
 * source time, which is its purpose. What is held back is in durable columns, so that a device may be told that its events are
 * settled.
 */
@NullMarked
package io.busbar.filter.time;

import org.jspecify.annotations.NullMarked;
