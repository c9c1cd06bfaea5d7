package io.busbar.api.journal;

/**
 * How full a journal is.
 *
 * @param usedBytes on flash
 * @param capacityBytes it may use
 * @param commits since the start
 * @param deviceBytes written to the device since the start
 * @param failure what is wrong with it, for a technician; empty if nothing is
 * @param writing how commits reach the medium, for a technician: {@code direct synchronous writes}; may be empty
 * @param lastCommitNs wall clock of the last commit that reached the medium since the start, ns; 0 if none did yet
 * @param deviceBytesPerDay what a day of the present use writes to the device, for its wear; 0 in the first minute
 */
public record JournalStatus(long usedBytes, long capacityBytes, long commits, long deviceBytes, String failure, String writing,
    long lastCommitNs, long deviceBytesPerDay) {
  /** Without saying how and when commits reach the medium. */
  public JournalStatus(long usedBytes, long capacityBytes, long commits, long deviceBytes, String failure) {
    this(usedBytes, capacityBytes, commits, deviceBytes, failure, "", 0, 0);
  }
}
