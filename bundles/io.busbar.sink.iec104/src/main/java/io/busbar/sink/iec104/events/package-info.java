/**
 * What a redundancy group has still to be told. {@link io.busbar.sink.iec104.events.GroupSink} is a sink of central, one per group, so that
 * central's journal keeps the group's events and its cursor; {@link io.busbar.sink.iec104.events.GroupQueue} holds those that were read from
 * there and not acknowledged by the control centre yet. Central's cursor moves only behind what is acknowledged or dropped by the stated policy.
 */
@NullMarked
package io.busbar.sink.iec104.events;

import org.jspecify.annotations.NullMarked;
