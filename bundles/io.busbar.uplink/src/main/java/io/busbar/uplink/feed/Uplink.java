package io.busbar.uplink.feed;

import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.SampleCodec;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.CommandLanes;
import io.busbar.api.link.LinkCondition;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.link.LinkMessages.StreamHead;
import io.busbar.api.link.LinkSession;
import io.busbar.api.time.BusClock;
import io.busbar.api.view.GatewayLinkView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gateway end of the link: a listener of the session and an agent that fills its lanes from the journal. One thread,
 * the link's, calls all but the counters.
 */
public final class Uplink implements LinkListener, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.busbar.uplink");
  private static final long CONDITION_EVERY_NS = 30_000_000_000L;
  private static final List<StreamId> STREAMS = List.of(StreamId.EVENTS, StreamId.MEASUREMENTS, StreamId.MODEL);

  private final Journal journal;
  private final BusClock clock;
  private UplinkOptions options;
  private final Delivery events;
  private final Delivery measurements;
  private final Delivery model;
  private final StreamFeed eventFeed;
  private final MeasurementFeed measurementFeed;
  private final ModelFeed modelFeed;
  private final BlockCodec codec;
  private @Nullable SampleCodec packing;
  private @Nullable Outbox outbox;
  private long headsAtNs;
  private Supplier<@Nullable LinkCondition> condition = () -> null;
  private long conditionAtNs;
  private volatile long backlog;
  private volatile long lastDeliveredNs;
  private volatile String warning = "";
  private final Asked asked = new Asked();
  private CommandLanes commands = new CommandLanes();

  /** An uplink over a journal; it registers its cursors there. */
  public Uplink(Journal journal, BlockCodec codec, BusClock clock, UplinkOptions options) {
    this.journal = journal;
    this.codec = codec;
    this.clock = clock;
    this.options = options;
    this.events = new Delivery(journal, StreamId.EVENTS);
    this.measurements = new Delivery(journal, StreamId.MEASUREMENTS);
    this.model = new Delivery(journal, StreamId.MODEL);
    this.modelFeed = new ModelFeed(journal, codec, model);
    this.eventFeed = new StreamFeed(journal, StreamId.EVENTS, LinkLane.EVENT);
    eventFeed.gate(modelFeed::ahead);
    this.measurementFeed = new MeasurementFeed(journal, (box, record) -> modelFeed.explained(record),
        options.liveMaxAgeMs() * 1_000_000);
    this.backlog = events.backlog() + measurements.backlog();
  }

  /** Events and measurements go packed where central knows that, too; before the first session. */
  public void pack(SampleCodec sampleCodec) {
    packing = sampleCodec;
  }

  /** Who takes and sends commands; before the first session. */
  public void commands(CommandLanes lanes) {
    commands = lanes;
  }

  /** How this end is, which central is told now and then; asked on the owner's thread. Before the first session. */
  public void condition(Supplier<@Nullable LinkCondition> how) {
    condition = how;
  }

  /** What the link carries now, bit/s, as it has learned or on another way. Owner's thread. */
  public void rate(long bitsPerSecond) {
    if (bitsPerSecond > 0 && bitsPerSecond != options.rateBitsPerSecond()) {
      options = options.rate(bitsPerSecond);
    }
  }

  /**
   * Fills the lanes with what they have room for.
   *
   * @return whether anything was sent: then the end point has work
   * @throws IOException if the journal cannot be read
   */
  public boolean doWork(long nowNs) throws IOException {
    backlog = events.backlog() + measurements.backlog();
    Outbox box = outbox;
    asked.answer((stream, position) -> wayNow(stream, position, box != null));
    if (box == null) {
      measurementFeed.look(nowNs);
      return false;
    }
    modelFeed.refresh();
    boolean any = commands.work(nowNs);
    any |= eventFeed.pump(box, options.aheadBytes(16), Long.MAX_VALUE);
    any |= modelFeed.pump(box, options.aheadBytes(8));
    any |= measurementFeed.pump(box, options, nowNs);
    any |= box.flush();
    if (headsAtNs <= nowNs) {
      // A lane without room is no reason to try again at once: the next heads say more.
      headsAtNs = nowNs + options.headsEveryMs() * 1_000_000;
      any |= box.plain(LinkLane.MODEL, new LinkMessages.Heads(heads()));
      LinkCondition said = condition.get();
      if (said != null && conditionAtNs <= nowNs) {
        conditionAtNs = nowNs + CONDITION_EVERY_NS;
        any |= box.plain(LinkLane.MODEL, said);
      }
    }
    return any;
  }

  /** When there is something to do although nothing was written and nothing has arrived, monotonic ns. */
  public long deadlineNs() {
    return outbox == null ? Long.MAX_VALUE : headsAtNs;
  }

  private List<StreamHead> heads() {
    List<StreamHead> heads = new ArrayList<>();
    for (StreamId stream : STREAMS) {
      heads.add(new StreamHead(stream, journal.tail(stream), journal.head(stream)));
    }
    return heads;
  }

  @Override
  public byte[] hello() {
    return LinkMessages.encode(new LinkMessages.Hello(journal.epoch(), heads(), codecVersion()));
  }

  @Override
  public byte[] welcome(String peer, byte[] hello) {
    throw new IllegalStateException("a gateway calls central, nobody calls a gateway");
  }

  @Override
  public void onUp(LinkSession session, byte[] peerWords) {
    LinkMessages.Welcome welcome = LinkMessages.readWelcome(peerWords);
    if (welcome == null || welcome.epoch() != journal.epoch()) {
      session.end("the welcome cannot be read: both ends need the same version");
      return;
    }
    LOG.log(System.Logger.Level.INFO, "link to {0} is up; it has {1} events and {2} measurement records of {3} and {4}",
        session.peer(), welcome.of(StreamId.EVENTS).size(), welcome.of(StreamId.MEASUREMENTS).size(),
        journal.head(StreamId.EVENTS), journal.head(StreamId.MEASUREMENTS));
    warning = checkHeads(welcome);
    events.welcome(welcome.of(StreamId.EVENTS));
    measurements.welcome(welcome.of(StreamId.MEASUREMENTS));
    model.welcome(welcome.of(StreamId.MODEL));
    long now = clock.monotonicNs();
    eventFeed.begin(welcome.of(StreamId.EVENTS));
    measurementFeed.begin(welcome.of(StreamId.MEASUREMENTS), now);
    modelFeed.begin(welcome.of(StreamId.MODEL));
    headsAtNs = now;
    conditionAtNs = now;
    Outbox box = new Outbox(session);
    SampleCodec sampleCodec = packing;
    int version = Math.min(welcome.codec(), codecVersion());
    if (sampleCodec != null && version > SampleCodec.STATELESS) {
      for (LinkLane lane : List.of(LinkLane.EVENT, LinkLane.LIVE, LinkLane.HISTORY)) {
        StreamId stream = lane == LinkLane.EVENT ? StreamId.EVENTS : StreamId.MEASUREMENTS;
        box.pack(lane, new LanePacker(stream, sampleCodec.bulkEncoder(version, CodecLimits.USUAL), codec));
      }
    }
    outbox = box;
    commands.up(session);
  }

  private int codecVersion() {
    SampleCodec sampleCodec = packing;
    return sampleCodec == null ? SampleCodec.STATELESS : sampleCodec.newestVersion();
  }

  private String checkHeads(LinkMessages.Welcome welcome) {
    if (journal.holdsUnseen()) {
      // Its heads leave out what the disk does not take yet: central may well have more, and nothing was restored.
      return "";
    }
    for (StreamId stream : STREAMS) {
      if (welcome.of(stream).highest() > journal.head(stream)) {
        return "central has " + stream + " records up to " + welcome.of(stream).highest() + ", this journal ends at "
            + journal.head(stream) + ": its folder was restored from an old copy. New records up to there would be taken for"
            + " old ones: stop the gateway, move the journal folder away and start again.";
      }
    }
    return "";
  }

  @Override
  public void onMessage(LinkSession session, LinkLane lane, long number, byte[] message) {
    if (lane == LinkLane.COMMAND) {
      commands.message(session, message);
      session.durable(lane, number);
    }
  }

  @Override
  public void onDurable(LinkSession session, LinkLane lane, long upTo) {
    Outbox box = outbox;
    if (box != null && box.session() == session) {
      box.durable(lane, upTo, this::settled);
    }
  }

  private void settled(StreamId stream, long from, long to) {
    Delivery delivery = switch (stream) {
      case EVENTS -> events;
      case MEASUREMENTS -> measurements;
      default -> model;
    };
    delivery.delivered(from, to);
    lastDeliveredNs = clock.wallNs();
  }

  @Override
  public void onSpace(LinkSession session, LinkLane lane) {
    // The next duty cycle fills the lane.
  }

  @Override
  public void onSilence(LinkSession session, boolean silent, String reason) {
    commands.silence(session, silent);
    LOG.log(System.Logger.Level.INFO, silent ? "link to {0} is down: {1}. The journal keeps everything; calling."
        : "link to {0} is up again", session.peer(), reason);
  }

  @Override
  public void onDown(LinkSession session, String reason) {
    Outbox box = outbox;
    if (box != null && box.session() == session) {
      outbox = null;
    }
    commands.down(session);
    LOG.log(System.Logger.Level.INFO, "link to {0} is down: {1}. The journal keeps everything; calling again.",
        session.peer(), reason);
  }

  private GatewayLinkView.Way wayNow(StreamId stream, long position, boolean inSession) {
    boolean event = stream == StreamId.EVENTS;
    if ((event ? events : measurements).has(position)) {
      return GatewayLinkView.Way.CONFIRMED;
    }
    boolean sent = inSession && (event ? eventFeed.hasSent(position) : measurementFeed.hasSent(position));
    return sent ? GatewayLinkView.Way.SENT : GatewayLinkView.Way.WAITING;
  }

  /** How far a record is. Any thread but the owner's; waits for the owner's next duty cycle, for a second at most. */
  public GatewayLinkView.Way way(StreamId stream, long position) {
    return asked.ask(stream, position);
  }

  /** Records that central has not yet, events and measurements. Any thread. */
  public long backlogRecords() {
    return backlog;
  }

  /** Wall time at which central last made something durable, ns; 0 if never since the start. Any thread. */
  public long lastDeliveredNs() {
    return lastDeliveredNs;
  }

  /** What a person must see to, or empty. Any thread. */
  public String warning() {
    return warning;
  }

  /** The first position of a stream that central has not; the owner's thread. */
  public long firstMissing(StreamId stream) {
    return stream == StreamId.EVENTS ? events.firstMissing() : measurements.firstMissing();
  }

  /** Closes its readers; the cursors stay. */
  @Override
  public void close() {
    eventFeed.close();
    measurementFeed.close();
    modelFeed.close();
  }
}
