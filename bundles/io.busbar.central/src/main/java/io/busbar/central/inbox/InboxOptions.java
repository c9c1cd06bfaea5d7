package io.busbar.central.inbox;

/**
 * Limits of the inbox.
 *
 * @param groupCommitNs longest time that a measurement waits for its commit, ns; events commit at once
 * @param groupCommitBytes bytes that are committed at once whatever they are
 * @param maxPendingBytes bytes that may wait while the journal cannot write; then sessions are ended
 * @param retryNs pause between tries to write after a failure, ns
 */
public record InboxOptions(long groupCommitNs, int groupCommitBytes, int maxPendingBytes, long retryNs) {
  /** 20 ms, 256 KiB, 16 MiB, 1 s. */
  public static final InboxOptions DEFAULT = new InboxOptions(20_000_000L, 256 << 10, 16 << 20, 1_000_000_000L);
}
