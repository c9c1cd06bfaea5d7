package io.busbar.central.inbox;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Lane;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.link.PositionSet;
import io.busbar.api.time.BusClock;
import io.busbar.central.image.CentralPicture;
import io.busbar.central.record.Envelope;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one message: its position is looked up in the books, its content goes into dictionary and picture, and
 * it is put into the open commit together with the changed book. Inbox's thread.
 */
final class Intake {
  /** Most intervals of one stream: so many holes mean that something else is wrong. */
  static final int MAX_INTERVALS = 4_096;

  private final Journal journal;
  private final BlockCodec codec;
  private final BusClock clock;
  private final Books books;
  private final CentralPicture picture;
  private final InboxStatistics statistics;

  Intake(Journal journal, BlockCodec codec, BusClock clock, Books books, CentralPicture picture,
      InboxStatistics statistics) {
    this.journal = journal;
    this.codec = codec;
    this.clock = clock;
    this.books = books;
    this.picture = picture;
    this.statistics = statistics;
  }

  /** Takes a record; returns why it cannot be, or null. */
  @Nullable String take(Peer peer, LinkLane lane, LinkMessages.JournalRecord record) {
    PositionSet received = peer.book.received(record.stream());
    if (received.contains(record.position())) {
      peer.book.duplicates++;
      return null;
    }
    if (record.bytes().length > Envelope.MAX_RECORD_BYTES) {
      return "record " + record.position() + " of " + record.stream() + " has " + record.bytes().length
          + " bytes, central takes " + Envelope.MAX_RECORD_BYTES;
    }
    if (received.intervals() >= MAX_INTERVALS && !received.contains(record.position() - 1)) {
      return record.stream() + " has " + received.intervals() + " holes; the oldest have to be filled first";
    }
    long receivedNs = clock.wallNs();
    Content content = new Content(peer, record, laneOf(lane, record.stream()), receivedNs);
    try {
      codec.decode(record.bytes(), content);
    } catch (BlockCodec.MalformedRecordException e) {
      // It is kept as it is: the sinks report it as a gap, and nobody has to repeat it for ever.
      statistics.malformed.increment();
      if (record.stream() == StreamId.MODEL) {
        peer.book.dictionary.markDamaged();
      }
    }
    if (content.refused != null) {
      return content.refused;
    }
    received.add(record.position());
    if (record.stream() != StreamId.MODEL) {
      byte[] envelope = new Envelope(peer.gateway.number, peer.book.epoch, record.position(),
          content.lane, receivedNs, record.bytes()).encode();
      journal.append(record.stream(), envelope, 0, envelope.length);
      statistics.records.increment();
    }
    books.changed(peer.gateway, peer.book);
    peer.book.refreshBacklog();
    return null;
  }

  private static Lane laneOf(LinkLane lane, StreamId stream) {
    if (stream == StreamId.EVENTS) {
      return Lane.EVENT;
    }
    return lane == LinkLane.HISTORY ? Lane.HISTORY : Lane.LIVE;
  }

  @Nullable String skip(Peer peer, LinkMessages.Skipped skipped) {
    PositionSet received = peer.book.received(skipped.stream());
    if (received.intervals() >= MAX_INTERVALS || !received.addRange(skipped.from(), skipped.to())) {
      return skipped.stream() + " has " + received.intervals() + " holes; the oldest have to be filled first";
    }
    if (skipped.stream() == StreamId.MODEL) {
      peer.book.dictionary.markDamaged();
    }
    statistics.skipped.add(skipped.to() - skipped.from() + 1);
    books.changed(peer.gateway, peer.book);
    peer.book.refreshBacklog();
    return null;
  }

  /** Looks into a record before it is written: the picture, the dictionary, the counters. */
  private final class Content implements BlockCodec.Visitor {
    final Peer peer;
    final LinkMessages.JournalRecord record;
    final Lane lane;
    final long receivedNs;
    @Nullable String refused;

    Content(Peer peer, LinkMessages.JournalRecord record, Lane lane, long receivedNs) {
      this.peer = peer;
      this.record = record;
      this.lane = lane;
      this.receivedNs = receivedNs;
    }

    @Override
    public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
      if (!peer.book.dictionary.explains(batch.point, batch.size())) {
        refused = "record " + record.position() + " of " + record.stream() + " needs points of dictionary version "
            + modelVersion + " that central has not, it has " + peer.book.dictionary.version();
        return;
      }
      peer.book.samples += batch.size();
      picture.apply(batch, Arrays.copyOf(kinds, batch.size()), new CentralPicture.Source(peer.gateway.name,
          peer.book.epoch, record.stream(), record.position(), lane, receivedNs));
    }

    @Override
    public void gap(GapRecord gap) {
      peer.book.gaps++;
    }

    @Override
    public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
      if (!books.keepPiece(peer.gateway, peer.book, record.bytes())) {
        refused = "the dictionary of " + peer.gateway.name + " has " + Books.MAX_PIECES + " pieces";
        return;
      }
      statistics.unknownIds.add(peer.book.dictionary.put(modelVersion, entries));
      picture.described(peer.gateway.name, peer.book.epoch, entries.stream().map(DictionaryEntry::id).toList());
    }
  }
}
