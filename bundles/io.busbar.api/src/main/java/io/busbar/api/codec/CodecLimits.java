package io.busbar.api.codec;

/**
 * What bounds the memory of one end of a lane. Both ends must have the same.
 *
 * @param maxPoints points that are remembered, 16…65,536; about 1.5 KiB each. Beyond that the one that has not reported for
 *     longest is forgotten, and costs more bytes when it reports again
 */
public record CodecLimits(int maxPoints) {
  /** For a gateway of some thousand points. */
  public static final CodecLimits USUAL = new CodecLimits(8_192);
  /** Most rows of one packet. */
  public static final int MAX_ROWS = 8_192;
  /** Most records of one packet. */
  public static final int MAX_RECORDS = 1_024;
  /** Longest packet, bytes. */
  public static final int MAX_PACKET_BYTES = 60_000;
  /** Smallest first byte of a packet; 0 is left to other messages of the same channel. */
  public static final int LEAST_FIRST_BYTE = 1;

  /** Checks the range. */
  public CodecLimits {
    if (maxPoints < 16 || maxPoints > 65_536) {
      throw new IllegalArgumentException("a lane remembers 16 to 65,536 points, not " + maxPoints);
    }
  }
}
