package io.busbar.link.session;

/** A piece of a lane's bytes, numbered once and repeated whole until it is acknowledged. */
final class Segment {
  final SendLane lane;
  final long number;
  final byte[] bytes;
  /** The last message that ends in this segment or before. */
  final long endsMessage;
  boolean acknowledged;
  /** Lost, to be sent again. */
  boolean lost;
  /** Packet that carried it last; an older packet's loss does not count. */
  long lastPacket;

  Segment(SendLane lane, long number, byte[] bytes, long endsMessage) {
    this.lane = lane;
    this.number = number;
    this.bytes = bytes;
    this.endsMessage = endsMessage;
  }
}
