package io.busbar.link.codec;

/**
 * Layout of the link's datagrams. Numbers have the high byte first; a varint is an unsigned LEB128 below 2⁶³.
 *
 * <p>A session begins with a HELLO of the dialling end and a WELCOME of the waiting end. Both are packet number 0 of
 * their direction, may carry frames, and come again with the same bytes until they are answered:
 * <pre>
 *           0      1         2              10             18          20            22
 *         +------+---------+--------------+--------------+-----------+-------------+------------+--------+
 * HELLO   | 0x41 | version | dialler u64  |      –       | ack delay | max payload | frames …   | CRC32C |
 *         | u8   | u8 = 1  | nonce        |              | ms u16    | u16         |            | u32    |
 *         +------+---------+--------------+--------------+-----------+-------------+------------+--------+
 * WELCOME | 0x42 | version | dialler u64  | waiter u64   | ack delay | max payload | frames …   | CRC32C |
 *         +------+---------+--------------+--------------+-----------+-------------+------------+--------+
 * </pre>
 * (a HELLO has no waiter nonce: its ack delay stands at 10). Everything after that is DATA:
 * <pre>
 *           0      1            3           5
 *         +------+------------+-----------+-------------+------------+--------+
 * DATA    | 0x43 | connection | number    | span varint | frames …   | CRC32C |
 *         |      | u16        | u16       |             |            | u32    |
 *         +------+------------+-----------+-------------+------------+--------+
 * </pre>
 * {@code connection} is the low 16 bits of the <em>receiver's</em> nonce. {@code number} is the low 16 bits of the packet
 * number, which counts every packet of a direction and is never used twice: a repetition travels in a new packet.
 * {@code number − span} is the lowest packet that its sender still waits for, so an acknowledgement need not look
 * further back. The checksum covers both nonces and the full 64-bit number too: a packet of an earlier session, or
 * one whose number was guessed wrong, does not check.
 *
 * <p>A waiting end that does not know a connection says so (it was restarted); the echo shows that it saw the packet:
 * <pre>
 *           0      1            3           5              9
 *         +------+------------+-----------+--------------+--------+
 * RESET   | 0x44 | connection | number    | CRC32C of    | CRC32C |
 *         |      | echoed     | echoed    | that packet  | u32    |
 *         +------+------------+-----------+--------------+--------+
 * </pre>
 *
 * <p>Frames; the high four bits of the first byte are the type, the low four a lane where there is one:
 * <pre>
 * SEGMENT to the end  | 0x0l | segment u16 | bytes …                 |
 * SEGMENT             | 0x1l | segment u16 | length varint | bytes … |
 * DURABLE             | 0x2l | message number varint                 |  all messages of the lane up to it
 * ACK                 | 0x30 | largest u16 | delay ms varint | n u8 | n bytes of bits |
 * PING                | 0x40 |                                           asks for an acknowledgement
 * END                 | 0x50 | length u8 | reason UTF-8 |
 * </pre>
 * A lane's bytes are {@code (length varint | message)*}, cut into segments that are numbered from 0 and never cut
 * anew. Bit {@code i} of an ACK (from the low bit of the first byte) says that packet {@code largest − 1 − i} has
 * arrived. Lane {@link #CONTROL_LANE} carries one message each way: what the two ends say about themselves.
 */
public final class PacketLayout {
  /** Version of the protocol. */
  public static final int VERSION = 1;

  /** Packet type. */
  public static final int HELLO = 0x41;
  /** Packet type. */
  public static final int WELCOME = 0x42;
  /** Packet type. */
  public static final int DATA = 0x43;
  /** Packet type. */
  public static final int RESET = 0x44;

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

  /** Lane of the two ends' own words, beside the lanes of {@link io.busbar.api.link.LinkLane}. */
  public static final int CONTROL_LANE = 7;

  /** Smallest payload of a bearer that the link can use, bytes. */
  public static final int MIN_PAYLOAD_BYTES = 64;
  /** Checksum at the end of each packet. */
  public static final int CRC_BYTES = 4;
  /** Header of a HELLO. */
  public static final int HELLO_HEADER_BYTES = 14;
  /** Header of a WELCOME. */
  public static final int WELCOME_HEADER_BYTES = 22;
  /** Header of DATA without the span. */
  public static final int DATA_HEADER_BYTES = 5;
  /** A whole RESET. */
  public static final int RESET_BYTES = 13;
  /** Frame header of a segment that goes to the end of its packet. */
  public static final int SEGMENT_HEADER_BYTES = 3;
  /** Longest reason in an END. */
  public static final int MAX_REASON_BYTES = 120;

  private PacketLayout() {}

  /** The connection on the wire of a session whose receiver has that nonce. */
  public static int connection(long nonce) {
    return (int) nonce & 0xFFFF;
  }

  /** The full number nearest to the expected one whose low 16 bits are {@code low}. */
  public static long expand(int low, long expected) {
    return expected + (short) (low - (int) expected);
  }

  /** Bytes of a varint. */
  public static int varintBytes(long value) {
    return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
  }
}
