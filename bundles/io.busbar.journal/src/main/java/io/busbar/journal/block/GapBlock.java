package io.busbar.journal.block;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.StreamId;
import io.busbar.journal.wire.ByteReader;
import io.busbar.journal.wire.ByteWriter;

/**
 * A gap.
 *
 * <pre>
 *   0        1        2          10         18
 *  +--------+--------+----------+----------+----------+-----------+----------------+
 *  | type   | stream | from, ns | to, ns   | z(count) | v(length) | reason, UTF-8  |
 *  | 0x12   | code   | 8 bytes  | 8 bytes  |          |           |                |
 *  +--------+--------+----------+----------+----------+-----------+----------------+
 * </pre>
 */
final class GapBlock {
  static final int TYPE = 0x12;
  /** Longest reason, in bytes of UTF-8; what is longer is cut. */
  static final int MAX_REASON_BYTES = 1_000;

  private GapBlock() {}

  static void write(ByteWriter out, GapRecord gap) {
    out.u8(TYPE);
    out.u8(gap.stream().code());
    out.i64(gap.fromNs());
    out.i64(gap.toNs());
    out.zigzag(gap.count());
    // 4 bytes of UTF-8 hold any character, two of which a pair of surrogates takes.
    String reason = gap.reason();
    out.text(reason.length() <= MAX_REASON_BYTES / 4 ? reason : reason.substring(0, MAX_REASON_BYTES / 4));
  }

  static GapRecord read(ByteReader in) throws MalformedRecordException {
    int code = in.u8();
    if (code < 1 || code > StreamId.AUDIT.code()) {
      throw new MalformedRecordException("no journal stream has code " + code);
    }
    GapRecord gap = new GapRecord(StreamId.ofCode(code), in.i64(), in.i64(), in.zigzag(), in.text(MAX_REASON_BYTES));
    in.end();
    return gap;
  }
}
