/**
 * The demonstration: one command that shows the product end to end on one machine, and proves what arrived.
 *
 * <p>The director ({@code stage}) runs a simulated substation and a bad radio in its own process, starts a gateway and a central peer as
 * processes of their own, tells a short story with them, and at the end lets the checker ({@code check}) compare what the simulator
 * served with what central's sink wrote. The checker uses none of the product's counters and none of its filters.
 */
@NullMarked
package io.busbar.demo;

import org.jspecify.annotations.NullMarked;
