package io.busbar.benchmarks.iec104;

import java.io.IOException;

/** Masters and stations of one make. */
interface Stack {
  /**
   * What a span gave.
   *
   * @param events that masters decoded
   * @param processorNs of all threads of both ends
   * @param wallNs its length
   */
  record Span(long events, long processorNs, long wallNs) {
    double perSecond() {
      return events * 1e9 / wallNs;
    }

    double microsPerEvent() {
      return processorNs / 1e3 / events;
    }
  }

  /** For the table. */
  String name();

  /** Opens so many sessions, lets them run, and measures a span. */
  Span measure(int sessions, long warmUpMs, long spanMs) throws IOException, InterruptedException;
}
