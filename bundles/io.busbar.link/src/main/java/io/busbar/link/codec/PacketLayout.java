package io.busbar.link.codec;

/**
 * Layout of the link's datagrams. Numbers have the high byte first; a varint is an unsigned LEB128 below 2⁶³. What
 * protects them is a {@link io.busbar.api.link.LinkSecurity}. What each field means and what a receiver must do is in this
 * bundle's SPECIFICATION.md, keys and encryption are in that of io.busbar.security.
 *
 * <p>A session begins with a handshake of two messages, each cut into at most 16 parts that fit the bearer:
 * <pre>
 *           0      1              5      6
 *         +------+--------------+------+---------+-----------+
 * HELLO   | 0x45 | handshake id | part | bytes … | stamp u64 |   from the dialling end
 * PROVEN  | 0x46 |     u32      |  u8  |         |           |   the same after a CHALLENGE; its cookie is in the stamp
 * WELCOME | 0x47 |              |      |         |           |   from the waiting end
 *         +------+--------------+------+---------+-----------+
 * CHALLENGE | 0x48 | handshake id u32 | cookie u64 | stamp u64 |
 *         +------+--------------+------+---------+-----------+
 * </pre>
 * The high four bits of {@code part} are its place from 0, the low four the count of parts less one. The payload of the
 * first message is {@code ack delay ms u16 | max payload u16 | connection u16 | rate u16 | turn ms u16 | frames …}, and so is
 * that of the second.
 * A message counts as packet number 0 of its direction and comes again with the same bytes until it is answered.
 * Everything after that is DATA:
 * <pre>
 *           0                     2                 3 or 4
 *         +---------------------+-----------------+-------------+----------+--------+
 * DATA    | 1 L P N connection  | number u8 or u16| span varint | frames … | tag    |
 *         |         12 bits     |                 |             |          |        |
 *         +---------------------+-----------------+-------------+----------+--------+
 *           ── readable, authenticated ──────────── ── encrypted ──────────  4, 8, 16
 * </pre>
 * L: the tag is a long one; P: phase of the key; N: the number has two bytes. {@code connection} was chosen by the
 * receiver. {@code number} is the low byte or two of the packet number, which counts every packet of a direction and is
 * never used twice: a repetition travels in a new packet. {@code number − span} is the lowest packet that its sender
 * still waits for, so an acknowledgement need not look further back. Segments of the lanes for commands and for files
 * (configuration, deployment) count only under a long tag.
 *
 * <p>A waiting end that does not know a connection says so (it was restarted); the echo shows that it saw the packet. It
 * is a hint: the session lives on until a new handshake has shown who speaks.
 * <pre>
 *           0      1            3                           7
 *         +------+------------+---------------------------+-----------+
 * RESET   | 0x49 | connection | last 4 bytes of the packet | stamp u64 |
 *         +------+------------+---------------------------+-----------+
 * </pre>
 *
 * <p>On a channel that several gateways share (polled mode) a gateway sends DATA only in the slot of a GRANT, and handshakes only
 * in one of the slots, chosen at random, that follow an invitation of central:
 * <pre>
 *           0      1          2             4
 *         +------+----------+-------------+-----------+
 * INVITE  | 0x4A | slots u8 | slot ms u16 | stamp u64 |
 *         +------+----------+-------------+-----------+
 * </pre>
 *
 * <p>Frames; the high four bits of the first byte are the type, the low four a lane where there is one:
 * <pre>
 * SEGMENT to the end  | 0x0l | segment u16 | bytes …                 |
 * SEGMENT             | 0x1l | segment u16 | length varint | bytes … |
 * DURABLE             | 0x2l | message number varint                 |  all messages of the lane up to it
 * ACK                 | 0x30 | largest u16 | delay ms varint | n u8 | n bytes of bits |
 * PING                | 0x40 |                                           asks for an acknowledgement
 * END                 | 0x5k | length u8 | reason UTF-8 |                 k: kind of refusal, {@link io.busbar.api.link.LinkRefusal.Kind}
 * REPAIR              | 0x6l | first u16 | count u8 | seed u8 | length varint | symbol … |
 * COMPLETE            | 0x7l | segment u16 | n u8 | n bytes of bits | all segments of the lane below it have come
 * GRANT               | 0x80 | round u8 | delay ms u8 | slot ms u16 |    the receiver may send from the delay after this packet on
 * REPORT              | 0x9o | urgent varint | bulk varint |           bytes that wait beyond this packet; o = 1: the last of the turn, 2: with ACK
 * </pre>
 * A lane's bytes are {@code (length varint | message)*}, cut into segments that are numbered from 0 and never cut
 * anew. Bit {@code i} of an ACK (from the low bit of the first byte) says that packet {@code largest − 1 − i} has
 * arrived. A REPAIR covers {@code count} segments from {@code first} on; what its symbol is stands at
 * {@link io.busbar.link.repair.RepairSymbol}. What was recovered so, no packet acknowledges: COMPLETE does; bit {@code i} says that
 * segment {@code segment + 1 + i} has come too.
 *
 * <p>Lane {@link #CONTROL_LANE} carries what the two ends say about themselves: their words, and new terms when another way is used.
 */
public final class PacketLayout {
  /** Version of the protocol; part of every handshake's prologue. */
  public static final int VERSION = 2;

  /** Packet type. */
  public static final int HELLO = 0x45;
  /** Packet type. */
  public static final int PROVEN = 0x46;
  /** Packet type. */
  public static final int WELCOME = 0x47;
  /** Packet type. */
  public static final int CHALLENGE = 0x48;
  /** Packet type. */
  public static final int RESET = 0x49;
  /** Packet type. */
  public static final int INVITE = 0x4A;
  /** Bit of a first byte that makes it DATA. */
  public static final int DATA = 0x80;
  /** Bit of the first byte of DATA: the tag is a long one. */
  public static final int LONG_TAG = 0x40;
  /** Bit of the first byte of DATA: phase of the key. */
  public static final int PHASE = 0x20;
  /** Bit of the first byte of DATA: the number has two bytes. */
  public static final int WIDE_NUMBER = 0x10;
  /** Connections are below that. */
  public static final int CONNECTIONS = 1 << 12;

  /** Frame type in the high four bits. */
  public static final int SEGMENT_TO_END = 0x00;
  /** Frame type. */
  public static final int SEGMENT = 0x10;
  /** Frame type. */
  public static final int DURABLE = 0x20;
  /** Frame type. */
  public static final int ACK = 0x30;
  /** Frame type. */
  public static final int PING = 0x40;
  /** Frame type. */
  public static final int END = 0x50;
  /** Frame type. */
  public static final int REPAIR = 0x60;
  /** Frame type. */
  public static final int COMPLETE = 0x70;

  /** Frame type. */
  public static final int GRANT = 0x80;
  /** Frame type. */
  public static final int REPORT = 0x90;
  /** Bit of a REPORT: the packet is the last of the turn. */
  public static final int REPORT_OVER = 0x01;
  /** Bit of a REPORT: an ACK follows, of everything that came in the turn before. */
  public static final int REPORT_ACKS = 0x02;

  /** Lane of the two ends' own words, beside the lanes of {@link io.busbar.api.link.LinkLane}. */
  public static final int CONTROL_LANE = 7;

  /** Smallest payload of a bearer that the link can use, bytes. */
  public static final int MIN_PAYLOAD_BYTES = 64;
  /** Stamp at the end of a datagram that belongs to no session yet. */
  public static final int STAMP_BYTES = 8;
  /** Header of a part of a handshake's message. */
  public static final int PART_HEADER_BYTES = 6;
  /** Most parts of a message. */
  public static final int MAX_PARTS = 16;
  /** Longest message of a handshake. */
  public static final int MAX_HANDSHAKE_BYTES = 2_048;
  /** Payload of a handshake's message before its frames. */
  public static final int TERMS_BYTES = 10;
  /** A whole CHALLENGE. */
  public static final int CHALLENGE_BYTES = 21;
  /** A whole INVITE. */
  public static final int INVITE_BYTES = 12;
  /** A whole RESET. */
  public static final int RESET_BYTES = 15;
  /** Header of DATA that is authenticated and not encrypted, at most. */
  public static final int DATA_HEADER_BYTES = 4;
  /** Frame header of a segment that goes to the end of its packet. */
  public static final int SEGMENT_HEADER_BYTES = 3;
  /** Tag of telemetry, at most. */
  public static final int SHORT_TAG_BYTES = 8;
  /** Tag of commands and files, at most. */
  public static final int LONG_TAG_BYTES = 16;
  /** Frame header of a repair symbol, with the longest length that it can have. */
  public static final int REPAIR_HEADER_BYTES = 7;
  /** Bytes of bits in a COMPLETE at most. */
  public static final int COMPLETE_BITS_BYTES = 8;
  /** A whole COMPLETE at most. */
  public static final int COMPLETE_BYTES = 4 + COMPLETE_BITS_BYTES;
  /** Longest reason in an END. */
  public static final int MAX_REASON_BYTES = 120;

  /** Packets that may lie between one that the peer has and one whose number has one byte; leaves room for reordering. */
  private static final int NARROW_SPAN = 100;

  private static final int LAST_LANE = 5;

  private PacketLayout() {}

  /** Whether a first byte is that of DATA. */
  public static boolean isData(int first) {
    return (first & DATA) != 0;
  }

  /** Whether the low four bits of a frame of that type are a lane. */
  public static boolean isOfLane(int type) {
    return type <= DURABLE || type == REPAIR || type == COMPLETE;
  }

  /** Whether that is a lane: one of {@link io.busbar.api.link.LinkLane}, or {@link #CONTROL_LANE}. */
  public static boolean isLane(int code) {
    return code <= LAST_LANE || code == CONTROL_LANE;
  }

  /** Whether a number needs two bytes for a peer that has packet {@code acknowledged} and may have any later one. */
  public static boolean needsWide(long number, long acknowledged) {
    return number - acknowledged > NARROW_SPAN;
  }

  /** The full number nearest to the expected one whose low 16 bits are {@code low}. */
  public static long expand(int low, long expected) {
    return expected + (short) (low - (int) expected);
  }

  /** The full number nearest to the expected one whose low 8 bits are {@code low}. */
  public static long expandNarrow(int low, long expected) {
    return expected + (byte) (low - (int) expected);
  }

  /** Bytes of a varint. */
  public static int varintBytes(long value) {
    return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
  }
}
