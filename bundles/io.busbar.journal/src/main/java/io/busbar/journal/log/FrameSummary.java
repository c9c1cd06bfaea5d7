package io.busbar.journal.log;

/** Which records a frame holds. */
final class FrameSummary {
  private final long[] first = new long[Streams.COUNT];
  private final long[] last = new long[Streams.COUNT];
  private final long[] bytes = new long[Streams.COUNT];
  private final long sequence;
  private final long wallNs;
  private final int crc;

  FrameSummary(long sequence, long wallNs, int crc) {
    this.sequence = sequence;
    this.wallNs = wallNs;
    this.crc = crc;
  }

  void add(int stream, long position, int length) {
    if (first[stream] == 0) {
      first[stream] = position;
    }
    last[stream] = position;
    bytes[stream] += length;
  }

  /** First position of a stream, 0 if it has none here. */
  long first(int stream) {
    return first[stream];
  }

  /** Last position of a stream, 0 if it has none here. */
  long last(int stream) {
    return last[stream];
  }

  long bytes(int stream) {
    return bytes[stream];
  }

  long sequence() {
    return sequence;
  }

  long wallNs() {
    return wallNs;
  }

  int crc() {
    return crc;
  }
}
