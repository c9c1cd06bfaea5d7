package io.busbar.central.inbox;

import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.link.PositionSet;
import io.busbar.central.image.Dictionary;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived of one gateway's journal in one epoch. Inbox's thread; the counters may be read by any.
 *
 * <p>As state of central's journal, big endian:
 * <pre>
 *  0        version 1
 *  1 …  8   samples received
 *  9 … 16   gaps received
 * 17 … 24   records that came twice
 * 25 … 28   pieces of the dictionary
 * 29        streams n
 * then n × ( stream code u8, length u32, PositionSet )
 * </pre>
 */
final class EpochBook {
  private static final int VERSION = 1;
  private static final int FIXED_BYTES = 30;

  final long epoch;
  final Dictionary dictionary = new Dictionary();
  volatile long samples;
  volatile long gaps;
  volatile long duplicates;
  int pieces;

  private final Map<StreamId, PositionSet> received = new EnumMap<>(StreamId.class);
  private final Map<StreamId, Long> heads = new EnumMap<>(StreamId.class);
  private volatile long backlog = -1;

  EpochBook(long epoch) {
    this.epoch = epoch;
  }

  PositionSet received(StreamId stream) {
    return received.computeIfAbsent(stream, s -> new PositionSet());
  }

  /** Takes how far the gateway says it is. */
  void heads(List<LinkMessages.StreamHead> said) {
    for (LinkMessages.StreamHead head : said) {
      heads.put(head.stream(), head.head());
    }
    refreshBacklog();
  }

  /** Counts again what the gateway has and central has not. */
  void refreshBacklog() {
    if (heads.isEmpty()) {
      return;
    }
    long missing = 0;
    for (Map.Entry<StreamId, Long> head : heads.entrySet()) {
      if (head.getKey() == StreamId.EVENTS || head.getKey() == StreamId.MEASUREMENTS) {
        PositionSet set = received(head.getKey());
        missing += Math.max(0, Math.max(head.getValue(), set.highest()) - set.size());
      }
    }
    backlog = missing;
  }

  /** Records that the gateway has and central has not; −1 if it never said. Any thread. */
  long backlog() {
    return backlog;
  }

  LinkMessages.Welcome welcome() {
    return new LinkMessages.Welcome(epoch, received);
  }

  byte[] encode() {
    Map<StreamId, byte[]> sets = new EnumMap<>(StreamId.class);
    int length = FIXED_BYTES;
    for (Map.Entry<StreamId, PositionSet> entry : received.entrySet()) {
      byte[] set = entry.getValue().encode(PositionSet.MAX_INTERVALS);
      sets.put(entry.getKey(), set);
      length += 5 + set.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    out.put((byte) VERSION).putLong(samples).putLong(gaps).putLong(duplicates).putInt(pieces);
    out.put((byte) sets.size());
    sets.forEach((stream, set) -> out.put((byte) stream.code()).putInt(set.length).put(set));
    return out.array();
  }

  /** The book in those bytes, or null if they are damaged. */
  static @Nullable EpochBook decode(long epoch, byte[] bytes) {
    if (bytes.length < FIXED_BYTES || bytes[0] != VERSION) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    EpochBook book = new EpochBook(epoch);
    book.samples = in.getLong();
    book.gaps = in.getLong();
    book.duplicates = in.getLong();
    book.pieces = in.getInt();
    int streams = in.get();
    for (int i = 0; i < streams; i++) {
      if (in.remaining() < 5) {
        return null;
      }
      int code = in.get();
      int length = in.getInt();
      if (code < 1 || code > StreamId.values().length || length < 0 || length > in.remaining()) {
        return null;
      }
      byte[] set = new byte[length];
      in.get(set);
      PositionSet positions = PositionSet.decode(set);
      if (positions == null) {
        return null;
      }
      book.received.put(StreamId.ofCode(code), positions);
    }
    return book;
  }
}
