package io.busbar.sink.file.rolling;

/**
 * When files roll and how many are kept.
 *
 * @param fileBytes size from which a new file is begun at the next commit, at least 1,024
 * @param fileAgeNs age from which a new file is begun at the next commit, ns, at least 1 s
 * @param files most data files; the oldest is deleted when one more is begun; at least 2
 */
public record Limits(long fileBytes, long fileAgeNs, int files) {
  /** Checks the limits. */
  public Limits {
    if (fileBytes < 1_024) {
      throw new IllegalArgumentException("a file of the file sink has at least 1,024 bytes, not " + fileBytes);
    }
    if (fileAgeNs < 1_000_000_000L) {
      throw new IllegalArgumentException("a file of the file sink lasts at least 1 s, not " + fileAgeNs + " ns");
    }
    if (files < 2) {
      throw new IllegalArgumentException("the file sink keeps at least 2 files, not " + files);
    }
  }
}
