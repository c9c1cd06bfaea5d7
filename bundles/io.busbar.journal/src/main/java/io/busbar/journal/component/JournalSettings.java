package io.busbar.journal.component;

import io.busbar.api.journal.JournalOptions;

/**
 * The checked configuration.
 *
 * @param folder where
 * @param commitIntervalMs longest wait of a sample, ms
 * @param capacityBytes most space
 */
record JournalSettings(String folder, long commitIntervalMs, long capacityBytes) {
  private static final long MEGABYTE = 1 << 20;
  /** Half of it holds the largest commit that the stage can make. */
  private static final long MIN_MEGABYTES = 16;
  private static final int SEGMENTS = 256;
  private static final long MIN_SEGMENT_BYTES = 256 << 10;
  private static final long MAX_SEGMENT_BYTES = 4 << 20;

  static JournalSettings of(String folder, long commitIntervalMs, long capacityMegabytes) {
    if (folder.isBlank()) {
      throw new IllegalArgumentException("io.busbar.journal: set folder to where the journal's files shall be");
    }
    if (commitIntervalMs < 10 || commitIntervalMs > 60_000) {
      throw new IllegalArgumentException("io.busbar.journal: commitIntervalMs is 10 to 60000, not " + commitIntervalMs);
    }
    if (capacityMegabytes < MIN_MEGABYTES || capacityMegabytes > MEGABYTE) {
      throw new IllegalArgumentException("io.busbar.journal: capacityMegabytes is 16 to 1048576, not " + capacityMegabytes);
    }
    return new JournalSettings(folder, commitIntervalMs, capacityMegabytes * MEGABYTE);
  }

  /** About 256 segments, so that one more or less is a small part and a recovery reads little, of 256 KiB to 4 MiB each. */
  JournalOptions options() {
    long segment = Math.max(MIN_SEGMENT_BYTES, Math.min(MAX_SEGMENT_BYTES, capacityBytes / SEGMENTS));
    return new JournalOptions((int) segment, capacityBytes);
  }
}
