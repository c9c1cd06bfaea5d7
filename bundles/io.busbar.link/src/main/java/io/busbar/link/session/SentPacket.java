package io.busbar.link.session;

import org.jspecify.annotations.Nullable;

/** What a packet carried, until its fate is known. Objects are used again. */
final class SentPacket {
  /** Its fate. */
  enum State { FREE, UNDER_WAY, ACKNOWLEDGED, LOST }

  final @Nullable Segment[] segments = new Segment[Limits.SEGMENTS_PER_PACKET];
  /** Durable marks that it told, by lane; 0 for none. */
  final long[] durable = new long[Limits.LANES];
  int segmentCount;
  long number = -1;
  long sentNs;
  int checksum;
  /** Asks for an acknowledgement: carries more than an acknowledgement itself. */
  boolean asks;
  State state = State.FREE;

  void begin(long packetNumber, long nowNs) {
    for (int i = 0; i < segmentCount; i++) {
      segments[i] = null;
    }
    java.util.Arrays.fill(durable, 0);
    segmentCount = 0;
    number = packetNumber;
    sentNs = nowNs;
    checksum = 0;
    asks = false;
    state = State.UNDER_WAY;
  }

  boolean isFull() {
    return segmentCount == segments.length;
  }

  void add(Segment segment) {
    segments[segmentCount++] = segment;
    segment.lastPacket = number;
    asks = true;
  }
}
