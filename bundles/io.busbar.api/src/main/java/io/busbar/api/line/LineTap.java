package io.busbar.api.line;

import org.osgi.annotation.versioning.ConsumerType;

/** Sees each byte on a line, for traces. Called on the channel's thread: quick, no blocking, no exception. */
@ConsumerType
public interface LineTap {
  /**
   * Bytes went over the line.
   *
   * @param sent true if we sent them
   * @param monotonicNs when
   * @param bytes where they are; copy what is kept
   * @param offset first byte
   * @param length how many
   */
  void bytes(boolean sent, long monotonicNs, byte[] bytes, int offset, int length);
}
