/**
 * The central end of the link: takes records from gateways, drops what it has already, writes the rest into central's
 * own journal together with the books that say what has arrived, and only then tells the gateways that it is durable.
 * An agent: one thread calls {@code doWork}; clock, journal and link end point are handed in, so the same code runs
 * under simulation.
 */
@NullMarked
package io.busbar.central.inbox;

import org.jspecify.annotations.NullMarked;
