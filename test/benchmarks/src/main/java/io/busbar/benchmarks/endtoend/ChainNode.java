package io.busbar.benchmarks.endtoend;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.sink.Sink;
import io.busbar.api.sink.SinkBatch;
import io.busbar.api.sink.SinkPosition;
import io.busbar.benchmarks.MachineClock;
import io.busbar.benchmarks.link.OurEnds;
import io.busbar.benchmarks.link.Tally;
import io.busbar.central.inbox.Inbox;
import io.busbar.central.inbox.InboxOptions;
import io.busbar.central.sinks.SinkPump;
import io.busbar.codec.lane.AdaptiveSampleCodec;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import io.busbar.journal.stage.SampleJournalStage;
import io.busbar.journal.storage.FolderStorage;
import io.busbar.transport.ways.Bearers;
import io.busbar.uplink.feed.Uplink;
import io.busbar.uplink.feed.UplinkOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * Our chain with its journals on disk: {@code near FOLDER RATE MTU RTT SECONDS} is a gateway with a producer in the engine's
 * place, {@code far FOLDER RATE MTU RTT} is central with a sink that counts samples. A second of the stream is one commit.
 */
public final class ChainNode {
  private static final String SITE = "oak-street";
  private static final int KEEP_ALIVE_MS = 5_000;
  private static final int DEAD_AFTER_MS = 20_000;
  private static final long LONGEST_WAIT_NS = 50_000_000L;
  private static final long BACKLOG_RECORDS = 2_000;
  private static final int COMMIT_MS = 200;

  private final MachineClock clock = new MachineClock();
  private final SecureRandom random = new SecureRandom();
  private final SegmentLog journal;
  private final Bearer bearer;
  private final LinkConfig config;

  private ChainNode(boolean near, String[] arguments) throws IOException {
    journal = SegmentLog.open(FolderStorage.open(Path.of(arguments[1])), JournalOptions.DEFAULT, clock, random::nextLong);
    int mtu = Integer.parseInt(arguments[3]);
    Bearers bearers = new Bearers(clock);
    bearer = near ? bearers.connect("10.77.0.2:20500", mtu) : bearers.listen("10.77.0.2:20500", mtu);
    config = new LinkConfig(near, near ? SITE : "central", Long.parseLong(arguments[2]), Integer.parseInt(arguments[4]), KEEP_ALIVE_MS,
        DEAD_AFTER_MS);
  }

  /** Runs one end. */
  public static void main(String[] arguments) throws IOException {
    boolean near = arguments[0].equals("near");
    ChainNode node = new ChainNode(near, arguments);
    if (near) {
      node.gateway(System.nanoTime() + Long.parseLong(arguments[5]) * 1_000_000_000L);
      Runtime.getRuntime().halt(0);
    } else {
      node.central();
    }
  }

  private void gateway(long endNs) throws IOException {
    SampleJournalStage stage = new SampleJournalStage(journal, clock, COMMIT_MS);
    int[] identities = stage.describe(PolledSubstation.points());
    Uplink uplink = new Uplink(journal, new BinaryBlockCodec(), clock, new UplinkOptions(SITE, config.rateBitsPerSecond()));
    uplink.pack(new AdaptiveSampleCodec());
    LinkEndpoint endpoint = OurEnds.open(config, bearer, clock, uplink);
    Thread producer = new Thread(() -> produce(stage, identities, uplink), "producer");
    producer.setDaemon(true);
    producer.start();
    for (long now = System.nanoTime(); now < endNs; now = System.nanoTime()) {
      long next = endpoint.doWork(now);
      if (uplink.doWork(now)) {
        next = endpoint.doWork(now);
      }
      next = Math.min(next, uplink.deadlineNs());
      bearer.await(Math.max(0, Math.min(LONGEST_WAIT_NS, next - System.nanoTime())));
    }
    System.out.println("STATUS " + endpoint.status());
  }

  /** Offers faster than the link takes, a second of the stream a commit. */
  private void produce(SampleJournalStage stage, int[] identities, Uplink uplink) {
    PolledSubstation substation = new PolledSubstation(1);
    SampleBatch events = new SampleBatch(PolledSubstation.DEVICES * PolledSubstation.POINTS);
    SampleBatch measurements = new SampleBatch(PolledSubstation.DEVICES * PolledSubstation.POINTS);
    long ticket = 0;
    while (true) {
      if (uplink.backlogRecords() > BACKLOG_RECORDS) {
        bearer.wakeUp();
        pause();
        continue;
      }
      substation.nextSecond();
      events.clear();
      measurements.clear();
      for (int device = 0; device < PolledSubstation.DEVICES; device++) {
        substation.poll(device, identities, events, measurements);
      }
      boolean taken = (events.size() == 0 || stage.offer(StreamId.EVENTS, events, false, ++ticket, null, null))
          && stage.offer(StreamId.MEASUREMENTS, measurements, true, ++ticket, null, null);
      if (!taken) {
        throw new IllegalStateException("the journal refuses samples: " + journal.status());
      }
      stage.doWork();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Counts samples as they are delivered. */
  private static final class CountingSink implements Sink {
    private final Tally tally = new Tally(Tally.WORD, System.out);

    @Override
    public void accept(SinkBatch batch) {
      tally.add(batch.samples().size());
    }

    @Override
    public void commit(SinkPosition position) {
      // Nothing is kept.
    }
  }

  private void central() throws IOException {
    BinaryBlockCodec codec = new BinaryBlockCodec();
    Inbox inbox = new Inbox(journal, codec, clock, InboxOptions.DEFAULT);
    inbox.unpack(new AdaptiveSampleCodec());
    inbox.attach(OurEnds.open(config, bearer, clock, inbox));
    SinkPump pump = new SinkPump("count", new CountingSink(), journal, inbox.catalog(), codec, clock);
    while (true) {
      long now = System.nanoTime();
      long next = inbox.doWork(now);
      if (pump.doWork(now) > 0) {
        inbox.cursorMoved();
      }
      bearer.await(Math.max(0, Math.min(LONGEST_WAIT_NS, next - System.nanoTime())));
    }
  }

  /** For tables. */
  static String describe() {
    return "commits of one second of the stream (" + PolledSubstation.DEVICES + " polls, about 72 samples), backlog kept at " + BACKLOG_RECORDS
        + " records, journals on disk at both ends";
  }
}
