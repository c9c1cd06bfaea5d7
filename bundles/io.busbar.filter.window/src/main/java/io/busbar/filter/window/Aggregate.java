package io.busbar.filter.window;

import io.busbar.api.data.SampleBatch;

/** What an operation adds up in a window and what it makes of it; its memory is in columns. */
abstract class Aggregate {
  /** No sample belongs to the result. */
  static final long NO_TIME = SampleBatch.NO_TIME;

  /** A window begins at a source time. */
  abstract void begin(int row, long startNs);

  /**
   * A good sample in the window.
   *
   * @param x its value
   * @param bits its value as it came
   * @param timeNs its source time
   */
  void sample(int row, double x, long bits, long timeNs) {}

  /**
   * A stretch of time in the window during which a good value stood.
   *
   * @param x value that began it
   * @param bits the same as it came
   * @param seconds how long
   */
  void stretch(int row, double x, long bits, double seconds) {}

  /**
   * The result, NaN if there is none.
   *
   * @param samples good ones in the window
   * @param goodSeconds of the window during which a good value stood
   */
  abstract double result(int row, long samples, double goodSeconds);

  /** The source time that belongs to the result where it is not that of the window, else {@link #NO_TIME}. */
  long timeNs(int row) {
    return NO_TIME;
  }
}
