package io.busbar.api.link;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How a gateway's end of the link is, as it tells central now and then, for central's page: what central cannot see itself. A
 * {@link LinkMessages.Message} of its own; a central that does not know it passes it over.
 * <pre>
 * +------+-----------+-----------------+---------+------+-------+-------+---------------+-----+
 * | 0x30 | hours left| bytes per       | per day | used | rate  | flags | n u8 | n × %  | way | length u8, UTF-8
 * |      | × 10 + 1  | sample × 100    |         |      | bit/s | u8    | u8 each       |     |
 * +------+-----------+-----------------+---------+------+-------+-------+---------------+-----+
 * </pre>
 * Numbers without a width are varints. Bit 0 of the flags: the rate is learned.
 *
 * @param journalHoursLeft hours until the journal is full while nothing is delivered; +∞ if it never is
 * @param bytesPerSample encoded, lately; NaN if none
 * @param budgetPerDay bytes that may be used from midnight to midnight; 0 for no limit
 * @param usedToday bytes of that, both ways
 * @param rateBitsPerSecond at which it paces, bit/s; 0 if not known
 * @param rateLearned whether that is learned and not configured
 * @param airtimeByLane share of that rate used lately per lane, 0…1, in the order of {@link LinkLane}; empty if not known
 * @param way which of its ways it uses for sending, for people; empty if it has just one
 */
public record LinkCondition(double journalHoursLeft, double bytesPerSample, long budgetPerDay, long usedToday, long rateBitsPerSecond,
    boolean rateLearned, List<Double> airtimeByLane, String way) implements LinkMessages.Message {
  /** Longest text of a way, bytes of UTF-8. */
  static final int MAX_WAY_BYTES = 60;

  private static final long MAX_TENTHS = 1_000_000;
  private static final int MAX_LANES = 16;
  private static final int LEARNED = 1;

  /** Copies the list. */
  public LinkCondition {
    airtimeByLane = List.copyOf(airtimeByLane);
  }

  void write(WireWriter out) {
    out.varint(journalHoursLeft < MAX_TENTHS / 10.0 ? Math.round(Math.max(0, journalHoursLeft) * 10) + 1 : 0);
    out.varint(bytesPerSample > 0 ? Math.min(MAX_TENTHS, Math.round(bytesPerSample * 100)) : 0);
    out.varint(Math.max(0, budgetPerDay));
    out.varint(Math.max(0, usedToday));
    out.varint(Math.max(0, rateBitsPerSecond));
    out.u8(rateLearned ? LEARNED : 0);
    int lanes = Math.min(MAX_LANES, airtimeByLane.size());
    out.u8(lanes);
    for (double share : airtimeByLane.subList(0, lanes)) {
      out.u8((int) Math.max(0, Math.min(100, Math.round(share * 100))));
    }
    byte[] text = way.getBytes(StandardCharsets.UTF_8);
    int length = text.length <= MAX_WAY_BYTES ? text.length : 0;
    out.u8(length);
    for (int i = 0; i < length; i++) {
      out.u8(text[i]);
    }
  }

  static LinkCondition read(WireReader in) {
    long tenths = in.varint();
    long hundredths = in.varint();
    long perDay = in.varint();
    long used = in.varint();
    long rate = in.varint();
    int flags = in.u8();
    int lanes = in.u8();
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < lanes && !in.failed(); i++) {
      int percent = in.u8();
      if (i < MAX_LANES) {
        shares.add(Math.min(100, percent) / 100.0);
      }
    }
    byte[] text = new byte[in.u8()];
    for (int i = 0; i < text.length && !in.failed(); i++) {
      text[i] = (byte) in.u8();
    }
    return new LinkCondition(tenths == 0 ? Double.POSITIVE_INFINITY : (tenths - 1) / 10.0, hundredths == 0 ? Double.NaN : hundredths / 100.0,
        perDay, used, rate, (flags & LEARNED) != 0, shares, new String(text, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?"));
  }
}
