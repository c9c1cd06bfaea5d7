package io.busbar.platform;

import io.busbar.api.time.ClockState;

/**
 * What is known of the machine's clock.
 *
 * @param source where its time comes from, for people
 * @param remedy what is wrong and what to do; empty if nothing is
 */
public record ClockReading(ClockState state, String source, String remedy) {}
