/**
 * The engine as a bus, beside others: each takes the same 100,000 readings through the same five filters. {@code Arithmetic} says what
 * the filters do, {@code PlainLoop} is the limit, the engine runs as in the product but for its threads, which JMH's replaces.
 */
@NullMarked
package io.busbar.benchmarks.bus;

import org.jspecify.annotations.NullMarked;
