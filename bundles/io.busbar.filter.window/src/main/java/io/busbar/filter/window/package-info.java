/**
 * Filters over a window: of time (avg, timeAvg, min, max, range, stddev, rmsOfSamples, total, count, transitions, durationIn,
 * delta, demand, percentGood), of the last samples (median, percentile), or with a memory that fades (ema, rate).
 *
 * <p>The windows of time lie side by side on a grid of source time and are kept by one class,
 * {@link io.busbar.filter.window.WindowStage}; an operation only says what it adds up, as an
 * {@link io.busbar.filter.window.Aggregate}. The terms are those of the aggregates of OPC UA Part 13. All memory is durable: a
 * window goes on over a restart.
 */
@NullMarked
package io.busbar.filter.window;

import org.jspecify.annotations.NullMarked;
