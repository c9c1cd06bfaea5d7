package io.busbar.central;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.link.LinkSession;
import io.busbar.api.link.PositionSet;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.model.PublishClass;
import io.busbar.central.inbox.Inbox;
import io.busbar.central.inbox.InboxOptions;
import io.busbar.central.sinks.SinkPump;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import io.busbar.sink.file.FileSink;
import io.busbar.sink.file.rolling.Limits;
import io.busbar.sink.file.rolling.RollingFiles;
import io.busbar.testkit.environment.FaultPlan;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.environment.SimulatedCrash;
import io.busbar.testkit.environment.StorageFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Seeded histories of central: power cuts at any storage call of journal or sink, sessions that end at any moment,
 * records that come again. Each record that a gateway heard to be durable is in the sink's files once, whole and, for
 * events, in order.
 */
class ExactlyOnceTest {
  private static final int SEEDS = 300;
  private static final Pattern PLACE = Pattern.compile("\"stream\":\"([A-Z]+)\".*\"pos\":([0-9]+).*\"v\":([0-9.E]+)");

  @Test
  void nothingIsLostDoubledOrReordered() throws Exception {
    for (long seed = 1; seed <= SEEDS; seed++) {
      new History(seed).run();
    }
  }

  private static final class History {
    private final long seed;
    private final SimRandom random;
    private final SimClock clock = new SimClock();
    private final BinaryBlockCodec codec = new BinaryBlockCodec();
    private final SimStorage journalStorage;
    private final SimStorage sinkStorage;
    private final PositionSet[] heard = {new PositionSet(), new PositionSet()};
    private Journal journal;
    private Inbox inbox;
    private SinkPump pump;

    History(long seed) {
      this.seed = seed;
      this.random = new SimRandom(seed);
      this.journalStorage = new SimStorage(random, 64L << 20);
      this.sinkStorage = new SimStorage(random, 64L << 20);
    }

    void run() throws IOException {
      for (int life = 0; life < 6; life++) {
        try {
          open();
          cutPowerSoon(life < 5);
          live();
        } catch (SimulatedCrash e) {
          // The next life begins below.
        }
        journalStorage.restart();
        sinkStorage.restart();
      }
      open();
      for (int i = 0; i < 200; i++) {
        clock.advanceMs(1_000);
        pump.doWork(clock.monotonicNs());
      }
      check();
    }

    private void cutPowerSoon(boolean cut) {
      if (cut) {
        SimStorage victim = random.chance(50) ? journalStorage : sinkStorage;
        victim.faults(FaultPlan.at(victim.calls() + 1 + random.nextInt(60), StorageFault.CRASH));
      }
    }

    private void open() throws IOException {
      journal = SegmentLog.open(journalStorage, new JournalOptions(64 << 10, 16L << 20), clock, random);
      inbox = new Inbox(journal, codec, clock, InboxOptions.DEFAULT);
      FileSink sink = new FileSink(() -> new RollingFiles(sinkStorage, new Limits(1_500, 3_600_000_000_000L, 1_000), clock));
      pump = new SinkPump("file", sink, journal, inbox.catalog(), codec, clock);
    }

    private void live() throws IOException {
      for (int sessions = 0; sessions < 3; sessions++) {
        byte[] hello = LinkMessages.encode(new LinkMessages.Hello(99, List.of()));
        LinkMessages.Welcome welcome = LinkMessages.readWelcome(inbox.welcome("oak", hello));
        PositionSet events = welcome.of(StreamId.EVENTS);
        PositionSet measurements = welcome.of(StreamId.MEASUREMENTS);
        assertThat(includes(events, heard[0])).as("seed %d: events", seed).isTrue();
        assertThat(includes(measurements, heard[1])).as("seed %d: measurements", seed).isTrue();
        Session session = new Session(heard);
        inbox.onUp(session, hello);
        session.number(LinkLane.EVENT, StreamId.MODEL, 1);
        inbox.onMessage(session, LinkLane.EVENT, 1, message(StreamId.MODEL, 1));
        deliver(session, events, measurements);
        inbox.onDown(session, "the radio is gone");
      }
    }

    private void deliver(Session session, PositionSet events, PositionSet measurements) {
      long nextEvent = events.firstMissing(1);
      long live = measurements.highest() + 1 + random.nextInt(5);
      long history = measurements.firstMissing(1);
      long messages = random.nextInt(40);
      long[] numbers = {1, 0, 0};
      for (int i = 0; i < messages; i++) {
        switch (random.nextInt(3)) {
          case 0 -> {
            send(session, LinkLane.EVENT, ++numbers[0], StreamId.EVENTS, nextEvent);
            nextEvent = random.chance(10) ? nextEvent : nextEvent + 1;
          }
          case 1 -> send(session, LinkLane.LIVE, ++numbers[1], StreamId.MEASUREMENTS, live++);
          default -> {
            if (history < live) {
              send(session, LinkLane.HISTORY, ++numbers[2], StreamId.MEASUREMENTS, history++);
            }
          }
        }
        clock.advanceMs(random.nextInt(30));
        inbox.doWork(clock.monotonicNs());
        if (random.chance(50)) {
          pump.doWork(clock.monotonicNs());
        }
      }
    }

    private void send(Session session, LinkLane lane, long number, StreamId stream, long position) {
      session.number(lane, stream, position);
      inbox.onMessage(session, lane, number, message(stream, position));
    }

    private byte[] message(StreamId stream, long position) {
      byte[] record;
      if (stream == StreamId.MODEL) {
        record = codec.encodeDictionary(1, List.of(new DictionaryEntry(1,
            new PointDescription("oak", "D", "p", Kind.DOUBLE, "", PublishClass.EVENT, 0, Map.of()))));
      } else {
        SampleBatch batch = new SampleBatch(1);
        batch.add(1, Double.doubleToRawLongBits(position), 0, position, TimeQuality.POLL, position);
        record = codec.encodeSamples(batch, 0, 1, 1, id -> Kind.DOUBLE);
      }
      return LinkMessages.encode(new LinkMessages.JournalRecord(stream, position, record));
    }

    private static boolean includes(PositionSet all, PositionSet part) {
      for (int i = 0; i < part.intervals(); i++) {
        if (all.firstMissing(part.intervalFrom(i)) <= part.intervalTo(i)) {
          return false;
        }
      }
      return true;
    }

    private void check() throws IOException {
      Map<String, List<Long>> found = new HashMap<>();
      Map<String, byte[]> files = new TreeMap<>();
      for (String name : sinkStorage.list()) {
        if (name.endsWith(".ndjson")) {
          ByteBuffer bytes = ByteBuffer.allocate((int) sinkStorage.sizeOf(name));
          sinkStorage.open(name).read(0, bytes);
          files.put(name, bytes.array());
        }
      }
      files.values().forEach(bytes -> new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> {
        assertThat(line).as("seed %d", seed).startsWith("{").endsWith("}");
        Matcher place = PLACE.matcher(line);
        assertThat(place.find()).as("seed %d: %s", seed, line).isTrue();
        assertThat(Double.parseDouble(place.group(3))).isEqualTo(Long.parseLong(place.group(2)));
        found.computeIfAbsent(place.group(1), s -> new ArrayList<>()).add(Long.parseLong(place.group(2)));
      }));
      check(found.getOrDefault("EVENTS", List.of()), heard[0], true);
      check(found.getOrDefault("MEASUREMENTS", List.of()), heard[1], false);
    }

    private void check(List<Long> positions, PositionSet acknowledged, boolean ordered) {
      assertThat(positions).as("seed %d: doubled", seed).doesNotHaveDuplicates();
      PositionSet delivered = new PositionSet();
      positions.forEach(delivered::add);
      assertThat(includes(delivered, acknowledged)).as("seed %d: lost of %s, delivered %s", seed, acknowledged, delivered)
          .isTrue();
      if (ordered) {
        assertThat(positions).as("seed %d: order", seed).isSorted();
      }
    }
  }

  /** A session that notes which positions it was told to be durable. */
  private static final class Session implements LinkSession {
    private final PositionSet[] heard;
    private final Map<LinkLane, List<Long>> sent = new HashMap<>();
    private final Map<LinkLane, List<StreamId>> streams = new HashMap<>();

    Session(PositionSet[] heard) {
      this.heard = heard;
    }

    void number(LinkLane lane, StreamId stream, long position) {
      sent.computeIfAbsent(lane, l -> new ArrayList<>()).add(position);
      streams.computeIfAbsent(lane, l -> new ArrayList<>()).add(stream);
    }

    @Override
    public String peer() {
      return "oak";
    }

    @Override
    public long send(LinkLane lane, byte[] message) {
      return -1;
    }

    @Override
    public int room(LinkLane lane) {
      return 0;
    }

    @Override
    public void durable(LinkLane lane, long upTo) {
      for (int i = 0; i < upTo; i++) {
        StreamId stream = streams.get(lane).get(i);
        if (stream != StreamId.MODEL) {
          heard[stream == StreamId.EVENTS ? 0 : 1].add(sent.get(lane).get(i));
        }
      }
    }

    @Override
    public void end(String reason) {
      throw new AssertionError(reason);
    }
  }
}
