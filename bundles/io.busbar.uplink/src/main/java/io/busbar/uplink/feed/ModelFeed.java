package io.busbar.uplink.feed;

import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.PositionSet;
import java.io.IOException;

/**
 * Sends the dictionary: all of it in its own lane, and ahead of an event, in the event's lane, just what that event
 * needs and central has not yet: an alarm never waits for a dictionary of thousands of points.
 */
final class ModelFeed {
  private final Delivery delivery;
  private final PointIndex index;
  private final StreamFeed feed;
  private final JournalReader random;
  private PositionSet sentWithEvents = new PositionSet();

  ModelFeed(Journal journal, BlockCodec codec, Delivery delivery) {
    this.delivery = delivery;
    this.index = new PointIndex(journal, codec);
    this.feed = new StreamFeed(journal, StreamId.MODEL, LinkLane.MODEL);
    this.random = journal.reader(StreamId.MODEL, 1);
  }

  void begin(PositionSet received) {
    sentWithEvents = new PositionSet();
    feed.begin(new PositionSet(received));
  }

  /** Takes what was added to the dictionary; before anything that may need it is sent. */
  void refresh() throws IOException {
    index.refresh();
  }

  boolean pump(Outbox outbox, int aheadBytes) throws IOException {
    return feed.pump(outbox, aheadBytes, Long.MAX_VALUE);
  }

  /** Whether central can explain a record already: a measurement waits for that. */
  boolean explained(byte[] record) {
    for (long position : index.needs(record)) {
      if (!delivery.has(position)) {
        return false;
      }
    }
    return true;
  }

  /** Puts what an event needs into the event lane; false if there was no room: again later. */
  boolean ahead(Outbox outbox, byte[] event) throws IOException {
    for (long position : index.needs(event)) {
      if (delivery.has(position) || sentWithEvents.contains(position)) {
        continue;
      }
      random.seek(position);
      if (random.next() && random.position() == position) {
        if (!outbox.record(LinkLane.EVENT, StreamId.MODEL, position, random.record())) {
          return false;
        }
        sentWithEvents.add(position);
        feed.sentElsewhere(position);
      }
    }
    return true;
  }

  void close() {
    index.close();
    feed.close();
    random.close();
  }
}
