package io.busbar.central.sinks;

import io.busbar.api.data.Lane;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.api.sink.Sink;
import io.busbar.api.sink.SinkPosition;
import io.busbar.api.time.BusClock;
import io.busbar.central.image.Catalog;
import io.busbar.central.record.Envelope;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Feeds one sink from central's journal by cursor, as an agent: one thread calls {@link #doWork}, in which the sink may
 * block. After a failure it starts again from the sink's own position, with a growing pause.
 */
public final class SinkPump implements AutoCloseable {
  /** Records of one stream between two commits of the sink at most. */
  public static final int MAX_RECORDS_PER_COMMIT = 512;
  /** Bytes of one stream between two commits of the sink at most. */
  public static final int MAX_BYTES_PER_COMMIT = 1 << 20;
  /** First pause after a failure, ns. */
  public static final long FIRST_PAUSE_NS = 500_000_000L;
  /** Longest pause after a failure, ns. */
  public static final long LAST_PAUSE_NS = 60_000_000_000L;

  private static final System.Logger LOG = System.getLogger("io.busbar.central");
  private static final List<StreamId> STREAMS = List.of(StreamId.EVENTS, StreamId.MEASUREMENTS);

  private final String name;
  private final Sink sink;
  private final Journal journal;
  private final Catalog catalog;
  private final BlockCodec codec;
  private final BusClock clock;
  private final ExplainedRecord record;
  private final Map<StreamId, JournalReader> readers = new EnumMap<>(StreamId.class);
  private final Map<StreamId, Long> committed = new EnumMap<>(StreamId.class);
  private long pauseNs;
  private long notBeforeNs = Long.MIN_VALUE;
  private volatile String failure = "";
  private volatile long failingSinceNs;
  private volatile long delivered;

  /** A pump that starts with its first {@link #doWork}. Registers the sink's cursors, which hold space from now on. */
  public SinkPump(String name, Sink sink, Journal journal, Catalog catalog, BlockCodec codec, BusClock clock) {
    this.name = name;
    this.sink = sink;
    this.journal = journal;
    this.catalog = catalog;
    this.codec = codec;
    this.clock = clock;
    this.record = new ExplainedRecord(sink);
    STREAMS.forEach(stream -> journal.cursor(cursorName(), stream));
  }

  private String cursorName() {
    return SinkCursors.of(name);
  }

  /** The sink's name. */
  public String name() {
    return name;
  }

  /** Records delivered and committed since the start. Any thread. */
  public long delivered() {
    return delivered;
  }

  /** What is wrong with the sink; empty if nothing is. Any thread. */
  public String failure() {
    return failure;
  }

  /** Wall time since when it fails, ns. Any thread. */
  public long failingSinceNs() {
    return failingSinceNs;
  }

  /** Records that wait for this sink. Any thread. */
  public long backlog() {
    long backlog = 0;
    for (StreamId stream : STREAMS) {
      backlog += Math.max(0, journal.head(stream) - journal.cursor(cursorName(), stream));
    }
    return backlog;
  }

  /**
   * Delivers what there is, up to one commit per stream.
   *
   * @param nowNs monotonic time, ns
   * @return records delivered and records settled; 0 if there is nothing to do now
   */
  public int doWork(long nowNs) {
    if (nowNs < notBeforeNs) {
      return 0;
    }
    try {
      if (readers.isEmpty()) {
        open();
      }
      long done = 0;
      for (StreamId stream : STREAMS) {
        done += pump(stream) + settle(stream);
      }
      if (!failure.isEmpty()) {
        LOG.log(System.Logger.Level.INFO, "Sink " + name + " takes records again.");
        failure = "";
      }
      pauseNs = 0;
      return (int) Math.min(done, Integer.MAX_VALUE);
    } catch (IOException | RuntimeException e) {
      failed(nowNs, e);
      return 0;
    }
  }

  private void open() throws IOException {
    for (StreamId stream : STREAMS) {
      long own = sink.recoverPosition(stream);
      long known = journal.cursor(cursorName(), stream);
      // A position beyond the head is that of another journal: central's folder was replaced, its sink's was not.
      long from = own < 0 || own > journal.head(stream) ? known : own;
      if (from != own && own >= 0) {
        LOG.log(System.Logger.Level.WARNING, "Sink " + name + " says it has taken " + stream + " up to " + own
            + ", central's journal ends at " + journal.head(stream) + ": it goes on from " + from + ".");
      }
      if (from > known) {
        // The sink took more than the cursor had in a durable commit before central stopped: that space is free.
        journal.moveCursor(cursorName(), stream, Math.max(known, Math.min(from, sink.settled(stream, from))));
      }
      committed.put(stream, from);
      readers.put(stream, journal.reader(stream, from + 1));
    }
  }

  private int pump(StreamId stream) throws IOException {
    JournalReader reader = readers.get(stream);
    int records = 0;
    int bytes = 0;
    long last = 0;
    while (reader != null && records < MAX_RECORDS_PER_COMMIT && bytes < MAX_BYTES_PER_COMMIT && sink.canTake() && reader.next()) {
      byte[] content = reader.record();
      last = reader.position();
      hand(stream, last, content);
      records++;
      bytes += content.length;
    }
    if (records > 0) {
      sink.commit(new SinkPosition(stream, last));
      committed.put(stream, last);
      delivered += records;
    }
    return records;
  }

  /** Frees what the sink's target has; returns how many records. */
  private long settle(StreamId stream) {
    long upTo = committed.getOrDefault(stream, 0L);
    long cursor = journal.cursor(cursorName(), stream);
    long settled = upTo > cursor ? Math.min(upTo, sink.settled(stream, upTo)) : cursor;
    if (settled > cursor) {
      journal.moveCursor(cursorName(), stream, settled);
    }
    return Math.max(0, settled - cursor);
  }

  private void hand(StreamId stream, long position, byte[] content) throws IOException {
    Envelope envelope = Envelope.decode(content);
    if (envelope == null) {
      record.of("central", journal.epoch(), stream, position);
      record.came(Lane.EVENT, clock.wallNs(), null);
      record.deliver(codec, content);
      return;
    }
    String gateway = catalog.gateway(envelope.gateway());
    record.of(gateway == null ? "gateway" + envelope.gateway() : gateway, envelope.epoch(), stream,
        envelope.position());
    record.came(envelope.lane(), envelope.receivedNs(), catalog.dictionary(envelope.gateway(), envelope.epoch()));
    record.deliver(codec, envelope.record());
  }

  private void failed(long nowNs, Exception e) {
    closeReaders();
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    if (failure.isEmpty()) {
      failingSinceNs = clock.wallNs();
      LOG.log(System.Logger.Level.WARNING, "Sink " + name + " does not take records: " + text
          + ". They wait in central's journal and are tried again.", e);
    }
    failure = text;
    pauseNs = pauseNs == 0 ? FIRST_PAUSE_NS : Math.min(LAST_PAUSE_NS, pauseNs * 2);
    notBeforeNs = nowNs + pauseNs;
  }

  private void closeReaders() {
    readers.values().forEach(JournalReader::close);
    readers.clear();
  }

  /** Closes the readers; the cursors stay. Pump's thread, or after it has ended. */
  @Override
  public void close() {
    closeReaders();
  }
}
