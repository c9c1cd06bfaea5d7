package io.busbar.link.session;

import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketWriter;

/**
 * When a session may send on a channel that several gateways share, and how much: in turns of so many bytes. Central's turn
 * ends with a packet that grants the gateway a slot; the gateway says in each of its packets what still waits, and in the
 * last that it is the last, so that central need not wait for the end of the slot. At most one of them sends at a time.
 */
final class Turn {
  /** A packet that is shorter is not worth its header; it still takes an alarm. */
  static final int LEAST_PAYLOAD = 64;
  /** A report and a short acknowledgement. */
  static final int RESERVED_BYTES = 24;
  private static final int REPORT_ROOM = 12;
  private static final long DELAY_UNIT_NS = 1_000_000;
  private static final long MS = 1_000_000;
  private static final double WORTH_COPYING = 0.05;
  /** Beyond that loss a grant of a long slot goes three times: a slot that nobody knows of costs more. */
  private static final double WORTH_TWO_COPIES = 0.15;
  private static final int LONG_SLOT = 8;

  private final boolean master;
  private final Pacer pacer;
  private final long keyUpNs;
  private long beginsNs = Long.MAX_VALUE;
  private long bytesLeft;
  private long usedBytes;
  private int overheadBytes;
  private boolean first;
  /** How often the grant goes once more. */
  private int copies;
  private boolean copyDue;
  private long delayNs;
  private long grantBytes;
  /** What central grants, or was granted last. */
  private int round = -1;
  private int slotMs;
  private boolean fresh;
  /** What the gateway said last. */
  private boolean over;
  private boolean heard;
  private long urgentBytes;
  private long bulkBytes;

  Turn(boolean master, Pacer pacer, long keyUpNs) {
    this.master = master;
    this.pacer = pacer;
    this.keyUpNs = keyUpNs;
  }

  /** Central: sends up to so many bytes now, and grants a slot behind them. */
  void give(int newRound, long bytes, int newSlotMs, int overhead, long nowNs) {
    round = newRound & 0xFF;
    slotMs = newSlotMs;
    begin(nowNs, Math.max(bytes, overhead + LEAST_PAYLOAD), overhead);
    over = false;
    heard = false;
  }

  private void begin(long atNs, long bytes, int overhead) {
    beginsNs = atNs;
    bytesLeft = bytes;
    usedBytes = 0;
    overheadBytes = overhead;
    first = true;
    copyDue = false;
    copies = 0;
    grantBytes = 0;
  }

  /** A gateway's packet says how far it is. */
  void report(int bits, long urgent, long bulk) {
    over = (bits & PacketLayout.REPORT_OVER) != 0;
    fresh = (bits & PacketLayout.REPORT_ACKS) != 0;
    heard = true;
    urgentBytes = urgent;
    bulkBytes = bulk;
  }

  /** Central grants a slot that begins so long after the packet that says so; the same grant may come twice. */
  void granted(int newRound, int delayMs, int newSlotMs, int overhead, long nowNs) {
    if (master || newRound == round) {
      return;
    }
    round = newRound;
    fresh = true;
    slotMs = newSlotMs;
    long bytes = (long) ((newSlotMs * MS - keyUpNs) / 8e9 * pacer.bitsPerSecond());
    begin(nowNs + delayMs * DELAY_UNIT_NS, bytes, overhead);
    if (bytes < overhead + LEAST_PAYLOAD) {
      beginsNs = Long.MAX_VALUE;
    }
  }

  /** Whether a grant has come since that was asked last: what was sent before has arrived or is lost. */
  boolean takeFresh() {
    boolean was = fresh;
    fresh = false;
    return was;
  }

  boolean isOpen(long nowNs) {
    return beginsNs <= nowNs;
  }

  /** When it begins; {@link Long#MAX_VALUE} if there is none. */
  long beginsNs() {
    return beginsNs;
  }

  /** Whether no packet of it has gone yet. */
  boolean isFirst() {
    return first;
  }

  /** Payload that the next packet may have. */
  int room(int maxPayload) {
    if (copyDue) {
      return Math.min(maxPayload, LEAST_PAYLOAD);
    }
    return (int) Math.max(LEAST_PAYLOAD, Math.min(maxPayload, bytesLeft - overheadBytes));
  }

  /** Whether the packet that is begun is the last: everything fits, or no further one does. */
  boolean isLast(long waitingBytes, int packetBytes, int room) {
    return copyDue || waitingBytes + REPORT_ROOM + Acknowledger.LEAST_ROOM <= room
        || bytesLeft - packetBytes - overheadBytes < overheadBytes + LEAST_PAYLOAD;
  }

  /** Writes the frame of a turn; there is room for 12 bytes. */
  void write(PacketWriter out, boolean last, long urgent, long bulk, double loss) {
    if (!master) {
      out.u8(PacketLayout.REPORT | (last ? PacketLayout.REPORT_OVER : 0) | (first ? PacketLayout.REPORT_ACKS : 0));
      out.varint(Math.max(0, urgent - out.room()));
      out.varint(Math.max(0, bulk - Math.max(0, out.room() - urgent)));
    } else if (last) {
      copies = copyDue ? copies - 1 : copies(loss);
      out.u8(PacketLayout.GRANT);
      out.u8(round);
      int delayMs = (int) Math.min(0xFF, copies * copyNs() / DELAY_UNIT_NS);
      delayNs = copyDue ? delayNs : delayMs * DELAY_UNIT_NS;
      out.u8(delayMs);
      out.u16(slotMs);
      copyDue = copies > 0;
      if (copies == 0) {
        beginsNs = Long.MAX_VALUE;
      }
    }
  }

  private int copies(double loss) {
    boolean isLong = slotMs * MS > LONG_SLOT * copyNs();
    int wanted = !(loss > WORTH_COPYING) ? 0 : loss > WORTH_TWO_COPIES && isLong ? 2 : 1;
    return (int) Math.min(wanted, 0xFF * DELAY_UNIT_NS / copyNs());
  }

  /** A copy on the air at most, in whole units. */
  private long copyNs() {
    return DELAY_UNIT_NS + pacer.airNs(overheadBytes + (long) LEAST_PAYLOAD) / DELAY_UNIT_NS * DELAY_UNIT_NS;
  }

  /** Whether the packet that is written now only repeats the grant. */
  boolean isCopy() {
    return copyDue;
  }

  /** A packet has gone, with that many bytes on the air. */
  void sent(long bytes, boolean last) {
    bytesLeft -= bytes;
    usedBytes += bytes;
    grantBytes = last && grantBytes == 0 ? usedBytes : grantBytes;
    first = false;
    if (last && !copyDue) {
      beginsNs = Long.MAX_VALUE;
    }
  }

  /** Bytes on the air of the present turn, up to the packet that granted a slot first. */
  long grantBytes() {
    return grantBytes;
  }

  /** How much later than the last packet the slot may begin that was granted, ns. */
  long delayNs() {
    return delayNs;
  }

  /** Whether the gateway has said that it is done. */
  boolean isOver() {
    return over;
  }

  /** Whether the gateway was heard since the grant. */
  boolean isHeard() {
    return heard;
  }

  /** Alarms and commands that it said wait there. */
  long urgentBytes() {
    return urgentBytes;
  }

  /** The rest that waits there. */
  long bulkBytes() {
    return bulkBytes;
  }
}
