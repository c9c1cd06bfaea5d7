package io.busbar.link.session;

import io.busbar.link.codec.PacketWriter;

/** Which packets have arrived: recognises repetitions and makes acknowledgements. */
final class ReceivedPackets {
  private static final int MASK = Limits.RECEIVED_PACKETS - 1;
  private static final int LOSS_SPAN = 200;

  private final long[] bits = new long[Limits.RECEIVED_PACKETS / 64];
  private long largest = -1;
  private long largestAtNs;
  private long wantedFrom;
  private long countedFrom;
  private boolean outage;

  long largest() {
    return largest;
  }

  /** Whether a packet has come already, or is too old to know. */
  boolean isKnown(long number) {
    return number <= largest && (largest - number >= Limits.RECEIVED_PACKETS - 64 || get(number));
  }

  /**
   * A packet has arrived that was not known.
   *
   * @param wanted the lowest packet that its sender still waits for
   */
  void add(long number, long wanted, long nowNs) {
    if (number > largest) {
      long from = Math.max(largest + 1, number - MASK);
      for (long n = from; n < number; n++) {
        set(n, false);
      }
      largest = number;
      largestAtNs = nowNs;
      countedFrom = outage ? number : countedFrom;
      outage = false;
    }
    set(number, true);
    wantedFrom = Math.max(wantedFrom, wanted);
  }

  /** Writes largest, delay and bits of an acknowledgement into what room there is; there must be room for 8 bytes. */
  void writeAck(PacketWriter out, long nowNs) {
    out.u16((int) largest);
    out.varint(Math.max(0, Math.min(60_000, (nowNs - largestAtNs) / 1_000_000)));
    int room = Math.min(Limits.MAX_ACK_BYTES, out.room() - 1);
    long span = Math.min(largest - wantedFrom, (long) room * 8);
    int n = (int) Math.max(0, (span + 7) / 8);
    while (n > 0 && octet(n - 1) == 0) {
      n--;
    }
    out.u8(n);
    for (int i = 0; i < n; i++) {
      out.u8(octet(i));
    }
  }

  /** An outage is over: what was lost in it says nothing about the packets that follow. */
  void countFromHere() {
    outage = true;
  }

  /** Share of the last packets that did not arrive, 0…1; NaN if too few are known. */
  double loss() {
    int span = (int) Math.min(LOSS_SPAN, largest + 1 - countedFrom);
    if (span < 8) {
      return Double.NaN;
    }
    int arrived = 0;
    for (int i = 0; i < span; i++) {
      arrived += get(largest - i) ? 1 : 0;
    }
    return 1 - arrived / (double) span;
  }

  private int octet(int index) {
    int octet = 0;
    for (int bit = 0; bit < 8; bit++) {
      long number = largest - 1 - (index * 8L + bit);
      if (number >= 0 && largest - number < Limits.RECEIVED_PACKETS - 64 && get(number)) {
        octet |= 1 << bit;
      }
    }
    return octet;
  }

  private boolean get(long number) {
    int at = (int) number & MASK;
    return (bits[at >>> 6] >>> (at & 63) & 1) != 0;
  }

  private void set(long number, boolean value) {
    int at = (int) number & MASK;
    long bit = 1L << (at & 63);
    bits[at >>> 6] = value ? bits[at >>> 6] | bit : bits[at >>> 6] & ~bit;
  }
}
