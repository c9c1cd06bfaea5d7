package io.busbar.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Two uplinks and a local historian, each with its own thread, cursors and pace, over lives of the gateway that end without warning. */
class SeveralReadersTest {
  private static final JournalOptions OPTIONS = new JournalOptions(64 << 10, 8 << 20);
  private static final StreamId[] STREAMS = {StreamId.EVENTS, StreamId.MEASUREMENTS};
  private static final int LIVES = 6;
  private static final int COMMITS = 300;

  private final SimRandom random = new SimRandom(8);
  private final SimStorage storage = new SimStorage(random);
  private final SimClock clock = new SimClock();
  private final AtomicBoolean writing = new AtomicBoolean();

  /** Somebody who reads both streams and says by cursors what he has. */
  private final class Consumer {
    final String name;
    final int every;
    final long[] seen = new long[STREAMS.length];

    Consumer(String name, int every) {
      this.name = name;
      this.every = every;
    }

    /** Asks for its cursors, which is what keeps for it all that is written from then on. */
    void begin(SegmentLog log) {
      for (int s = 0; s < STREAMS.length; s++) {
        long cursor = log.cursor(name, STREAMS[s]);
        assertThat(cursor).as(name).isLessThanOrEqualTo(seen[s]);
        seen[s] = cursor;
      }
    }

    /** Reads until nobody writes any more and nothing is left; a sluggish one moves its cursor seldom. */
    Void live(SegmentLog log) throws Exception {
      boolean more = true;
      while (more) {
        more = writing.get();
        for (int s = 0; s < STREAMS.length; s++) {
          try (JournalReader reader = log.reader(STREAMS[s], seen[s] + 1)) {
            while (reader.next()) {
              assertThat(reader.position()).as(name).isEqualTo(seen[s] + 1);
              assertThat(new String(reader.record(), StandardCharsets.UTF_8)).as(name).startsWith(text(STREAMS[s], reader.position()));
              seen[s]++;
              if (seen[s] % every == 0) {
                log.moveCursor(name, STREAMS[s], seen[s]);
              }
            }
          }
        }
      }
      return null;
    }
  }

  private static String text(StreamId stream, long position) {
    return stream + " " + position + " ";
  }

  @Test
  void eachReaderGetsAllInOrderAtItsOwnPaceOverRestartsAndOnlyWhatAllHavePassedIsFreed() throws Exception {
    storage.direct(true);
    List<Consumer> consumers = List.of(new Consumer("uplink/central", 1), new Consumer("uplink/spare", 40), new Consumer("historian", 1_000));
    for (int life = 0; life < LIVES; life++) {
      SegmentLog log = SegmentLog.open(storage, OPTIONS, clock, random);
      live(log, consumers);
      for (StreamId stream : STREAMS) {
        assertThat(log.tail(stream)).as("kept for the slowest").isLessThanOrEqualTo(log.cursor("historian", stream) + 1);
      }
      if (life % 2 == 0) {
        storage.kill();
      } else {
        storage.restart();
      }
    }
    try (SegmentLog log = SegmentLog.open(storage, OPTIONS, clock, random)) {
      long before = log.tail(StreamId.MEASUREMENTS);
      assertThat(log.cursors()).containsOnlyKeys("uplink/central", "uplink/spare", "historian");
      log.forgetCursor("historian");
      for (Consumer consumer : consumers.subList(0, 2)) {
        for (StreamId stream : STREAMS) {
          log.moveCursor(consumer.name, stream, log.head(stream));
        }
      }
      write(log);
      assertThat(log.tail(StreamId.MEASUREMENTS)).as("nobody is waited for that is gone").isGreaterThan(before);
      assertThat(log.cursors()).containsOnlyKeys("uplink/central", "uplink/spare");
    }
  }

  private void live(SegmentLog log, List<Consumer> consumers) throws Exception {
    // before the first record is written, whenever the threads may start
    consumers.forEach(consumer -> consumer.begin(log));
    writing.set(true);
    ExecutorService threads = Executors.newFixedThreadPool(consumers.size());
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (Consumer consumer : consumers) {
        Callable<Void> task = () -> consumer.live(log);
        running.add(threads.submit(task));
      }
      try {
        write(log);
      } finally {
        writing.set(false);
      }
      for (Future<Void> each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    for (Consumer consumer : consumers) {
      for (int s = 0; s < STREAMS.length; s++) {
        assertThat(consumer.seen[s]).as(consumer.name).isEqualTo(log.head(STREAMS[s]));
      }
    }
  }

  private void write(SegmentLog log) throws Exception {
    for (int i = 0; i < COMMITS; i++) {
      for (StreamId stream : STREAMS) {
        byte[] record = (text(stream, log.head(stream) + 1) + "x".repeat(random.nextInt(random.chance(90) ? 300 : 3_000)))
            .getBytes(StandardCharsets.UTF_8);
        log.append(stream, record, 0, record.length);
      }
      clock.advanceMs(200);
      log.commit();
    }
    assertThat(log.status().lastCommitNs()).isEqualTo(clock.wallNs());
    assertThat(log.status().deviceBytesPerDay()).as("a page each 200 ms, and the filling with zeros")
        .isBetween(86_400L * 5 * 4_096, 4 * 86_400L * 5 * 4_096);
    assertThat(log.holdsUnseen()).isFalse();
  }
}
