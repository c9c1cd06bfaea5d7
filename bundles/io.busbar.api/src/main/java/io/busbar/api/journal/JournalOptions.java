package io.busbar.api.journal;

/**
 * Limits of a journal.
 *
 * @param segmentBytes size of one preallocated segment, 64 KiB…1 GiB
 * @param capacityBytes most that all segments may use, at least 4 segments
 */
public record JournalOptions(int segmentBytes, long capacityBytes) {
  /** 4 MiB segments, 256 MiB in all. */
  public static final JournalOptions DEFAULT = new JournalOptions(4 << 20, 256L << 20);

  /** Checks the limits. */
  public JournalOptions {
    if (segmentBytes < 64 << 10) {
      throw new IllegalArgumentException("a journal segment has at least 65,536 bytes, not " + segmentBytes);
    }
    if (capacityBytes < 4L * segmentBytes) {
      throw new IllegalArgumentException("a journal has room for at least 4 segments of " + segmentBytes
          + " bytes, not " + capacityBytes + " bytes");
    }
  }
}
