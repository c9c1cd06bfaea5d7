package io.busbar.platform.ntp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The header of an NTP packet (RFC 5905, clause 7.3) as a client needs it. Pure; thread-safe. */
final class NtpPacket {
  /** Bytes of the header. */
  static final int BYTES = 48;

  private static final int CLIENT = 4 << 3 | 3;
  private static final int SERVER_MODE = 4;
  private static final int MODE_MASK = 7;
  private static final int LEAP_SHIFT = 6;
  private static final int LEAP_UNKNOWN = 3;
  private static final int MAX_STRATUM = 15;
  private static final int ORIGIN_AT = 24;
  private static final int RECEIVE_AT = 32;
  private static final int TRANSMIT_AT = 40;
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
  private static final long NS_PER_S = 1_000_000_000L;

  private NtpPacket() {}

  /**
   * A request.
   *
   * @param mark what the answer brings back; drawn at random, so that nobody who does not see the request can answer it
   */
  static byte[] request(long mark) {
    return ByteBuffer.allocate(BYTES).put((byte) CLIENT).putLong(TRANSMIT_AT, mark).array();
  }

  /**
   * What an answer says.
   *
   * @param mark what was asked with
   * @param sentNs wall time of sending, ns
   * @param tookNs time until it was received, by a clock that does not step, ns
   * @return null if it is no answer to this question, or its server has no time to give
   */
  static @Nullable Offset answer(byte[] packet, long mark, long sentNs, long tookNs) {
    if (packet.length < BYTES) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(packet);
    int first = bytes.get(0) & 0xFF;
    int stratum = bytes.get(1) & 0xFF;
    boolean hasTime = first >> LEAP_SHIFT != LEAP_UNKNOWN && stratum >= 1 && stratum <= MAX_STRATUM && bytes.getLong(TRANSMIT_AT) != 0;
    if ((first & MODE_MASK) != SERVER_MODE || bytes.getLong(ORIGIN_AT) != mark || !hasTime) {
      return null;
    }
    long received = difference(bytes.getLong(RECEIVE_AT), sentNs);
    long answered = difference(bytes.getLong(TRANSMIT_AT), sentNs);
    long delay = tookNs - (answered - received);
    return delay < 0 ? null : new Offset(received + (answered - tookNs - received) / 2, delay);
  }

  /** A time of the server less our time, ns; right for clocks less than 68 years apart, whatever the era (RFC 5905, clause 6). */
  private static long difference(long timestamp, long ourNs) {
    long ourSeconds = Math.floorDiv(ourNs, NS_PER_S) + SECONDS_1900_TO_1970;
    int seconds = (int) ((timestamp >>> Integer.SIZE) - ourSeconds);
    long fractionNs = ((timestamp & 0xFFFF_FFFFL) * NS_PER_S) >>> Integer.SIZE;
    return seconds * NS_PER_S + fractionNs - Math.floorMod(ourNs, NS_PER_S);
  }

  /**
   * How far a server's time is ahead of ours.
   *
   * @param offsetNs server's time less ours, ns
   * @param delayNs round trip less the server's own time, ns; the offset is right within half of it
   */
  record Offset(long offsetNs, long delayNs) {}
}
