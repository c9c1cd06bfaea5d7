/**
 * Filters on events: debounce, chatter, mcd, transient, dedup, reorder, timeSanity, clockOffset, limits, latch, firstOut,
 * suppress. They belong to statuses and alarms that carry their own time; what they hold back is in durable columns, because a
 * device may have been told to forget it. What happens to events that come late stands with each of them.
 */
@NullMarked
package io.busbar.filter.event;

import org.jspecify.annotations.NullMarked;
