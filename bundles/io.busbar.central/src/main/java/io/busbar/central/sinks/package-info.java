/**
 * From central's journal to the sinks. Each sink has its own thread, readers and cursor, so one that is dead or slow
 * holds back nobody; what it refuses comes again after a back-off, from where its own books or central's cursor say.
 */
@NullMarked
package io.busbar.central.sinks;

import org.jspecify.annotations.NullMarked;
