package io.busbar.link.session;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a packet carried, until its fate is known. Objects are used again. */
final class SentPacket {
  /** Its fate. */
  enum State { FREE, UNDER_WAY, ACKNOWLEDGED, LOST }

  @Nullable Segment[] segments = new Segment[2];
  /** Durable marks that it told, by lane, 0 for none; null where it told none. */
  long @Nullable [] durable;
  int segmentCount;
  long number = -1;
  long sentNs;
  /** Its length on the air, and all bytes sent up to it and with it. */
  int bytes;
  long total;
  /** Its last four bytes on the wire. */
  int tail;
  /** Asks for an acknowledgement: carries more than an acknowledgement itself. */
  boolean asks;
  /** Its loss counts in the share of packets that are lost. */
  boolean counted;
  /** It was taken for lost because later ones had arrived. */
  boolean overtaken;
  State state = State.FREE;

  void begin(long packetNumber, long nowNs) {
    for (int i = 0; i < segmentCount; i++) {
      segments[i] = null;
    }
    durable = null;
    segmentCount = 0;
    number = packetNumber;
    sentNs = nowNs;
    tail = 0;
    bytes = 0;
    asks = false;
    overtaken = false;
    state = State.UNDER_WAY;
  }

  boolean isFull() {
    return segmentCount == Limits.SEGMENTS_PER_PACKET;
  }

  void told(int lane, long upTo) {
    long[] marks = durable == null ? new long[Limits.LANES] : durable;
    marks[lane] = upTo;
    durable = marks;
    asks = true;
  }

  void add(Segment segment) {
    if (segmentCount == segments.length) {
      segments = Arrays.copyOf(segments, segments.length * 2);
    }
    segments[segmentCount++] = segment;
    segment.lastPacket = number;
    asks = true;
  }
}
