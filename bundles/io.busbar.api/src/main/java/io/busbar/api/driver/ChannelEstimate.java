package io.busbar.api.driver;

import java.util.List;

/**
 * What polling a channel costs when all devices answer.
 *
 * @param busyFraction share of the line's time that is needed, 1 = all of it; more means periods cannot be kept
 * @param cycleMs time to read every poll group once, ms
 * @param requestsPerSecond on average
 * @param samplesPerSecond raw values read per second
 * @param notes what a person should know: the largest shares first
 */
public record ChannelEstimate(double busyFraction, double cycleMs, double requestsPerSecond, double samplesPerSecond,
    List<String> notes) {
  /** Copies the list. */
  public ChannelEstimate {
    notes = List.copyOf(notes);
  }
}
