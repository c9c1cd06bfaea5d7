package io.busbar.test.simulation;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.model.PublishClass;
import io.busbar.codec.lane.AdaptiveSampleCodec;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import io.busbar.journal.stage.SampleJournalStage;
import io.busbar.link.session.EndPoint;
import io.busbar.testkit.environment.SimClock;
import io.busbar.uplink.feed.Uplink;
import io.busbar.uplink.feed.UplinkOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One life of the gateway: journal, uplink and link as the product has them, and a producer in the engine's place. */
final class GatewaySide {
  static final JournalOptions JOURNAL = new JournalOptions(64 << 10, 32L * (64 << 10));
  static final int EVENT_POINTS = 3;
  static final int MEASUREMENT_POINTS = 5;

  private final SimClock clock;
  private final Ledger ledger;
  private final SampleJournalStage stage;
  private final SegmentLog log;
  private final Uplink uplink;
  private final LinkEndpoint endpoint;
  private final SampleBatch batch = new SampleBatch(16);
  private int[] ids;
  private int round;

  GatewaySide(Script script, Machine machine, Ledger ledger, int modelRound) throws IOException {
    this(script, machine, ledger, modelRound, JOURNAL);
  }

  GatewaySide(Script script, Machine machine, Ledger ledger, int modelRound, JournalOptions options) throws IOException {
    this.clock = machine.clock();
    this.ledger = ledger;
    log = SegmentLog.open(machine.disk(), options, clock, machine.random());
    stage = new SampleJournalStage(log, clock, 200);
    stage.onSettled(ledger::settled);
    describe(modelRound);
    uplink = new Uplink(log, new BinaryBlockCodec(), clock, new UplinkOptions("oak", script.rate(), script.liveMaxAgeMs(), 3_000));
    if (script.mtu() != 600) {
      // The others are gateways of an older version, without the codec.
      uplink.pack(new AdaptiveSampleCodec());
    }
    endpoint = EndPoint.open(new LinkConfig(true, "oak", script.rate(), 300, 1_500, 5_000), machine.security().start(),
        machine.network().connect("gateway", "central", script.mtu()), clock, machine.random(), uplink);
  }

  void describe(int modelRound) throws IOException {
    List<PointDescription> points = new ArrayList<>();
    for (int i = 0; i < EVENT_POINTS + MEASUREMENT_POINTS; i++) {
      boolean event = i < EVENT_POINTS;
      String unit = unit(i, modelRound);
      points.add(new PointDescription("oak", "relay", "p" + i, Kind.INT64, unit, event ? PublishClass.ALARM : PublishClass.MEASUREMENT,
          event ? 0 : 1_000, Map.of()));
    }
    ids = stage.describe(points);
    round = modelRound;
  }

  /** One event and one measurement change their units with each round. */
  private static String unit(int point, int modelRound) {
    return point == 0 || point == EVENT_POINTS ? "u" + modelRound : "A";
  }

  /** Offers a few samples of a stream; the values of a point count up for ever. */
  void produce(StreamId stream, long[] counters, long ticket, SplittableRandom dice) {
    if (!offer(stream, counters, ticket, dice)) {
      throw new CheckingSink.BrokenInvariant("the journal refuses samples");
    }
  }

  /** As {@link #produce}; false if the journal has no room, and nothing was taken then. */
  boolean offer(StreamId stream, long[] counters, long ticket, SplittableRandom dice) {
    batch.clear();
    int first = stream == StreamId.EVENTS ? 0 : EVENT_POINTS;
    int count = stream == StreamId.EVENTS ? EVENT_POINTS : MEASUREMENT_POINTS;
    List<Ledger.Entry> entries = new ArrayList<>();
    for (int i = 1 + dice.nextInt(4); i > 0; i--) {
      int point = first + dice.nextInt(count);
      long value = ++counters[point];
      long sourceNs = clock.wallNs() - dice.nextInt(1_000_000);
      batch.add(ids[point], value, 0, sourceNs, (byte) 0, clock.wallNs());
      entries.add(new Ledger.Entry(stream, "p" + point, value, sourceNs, unit(point, round)));
    }
    // Written down before: a commit may settle it within the call.
    entries.forEach(entry -> ledger.offered(ticket, entry));
    boolean taken = stage.offer(stream, batch, stream == StreamId.EVENTS, ticket, null, null);
    if (!taken) {
      ledger.refused(ticket);
    }
    return taken;
  }

  long doWork(long now) throws IOException {
    stage.doWork();
    long next = endpoint.doWork(now);
    if (uplink.doWork(now)) {
      next = endpoint.doWork(now);
    }
    return next;
  }

  boolean delivered() {
    return uplink.backlogRecords() == 0;
  }

  String describeState() {
    return "gateway: events " + log.head(StreamId.EVENTS) + " measurements " + log.head(StreamId.MEASUREMENTS) + " backlog "
        + uplink.backlogRecords() + " journal [" + log.status().failure() + "] link " + endpoint.status();
  }

  /** A clean stop. */
  void close() throws IOException {
    endpoint.close();
    uplink.close();
    stage.close();
  }
}
