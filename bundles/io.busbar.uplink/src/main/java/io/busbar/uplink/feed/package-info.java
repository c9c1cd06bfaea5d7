/**
 * What goes from the journal into the lanes, as a deterministic agent on the link's thread. Events go in strict order;
 * measurements go live while they are fresh, and what was skipped goes as history; each record goes once per session in
 * one of both. What central has is a set of positions, told by its welcome and grown by what it reports durable, and
 * only that moves the cursors that free the journal. The dictionary goes ahead in the lane that needs it.
 */
@NullMarked
package io.busbar.uplink.feed;

import org.jspecify.annotations.NullMarked;
