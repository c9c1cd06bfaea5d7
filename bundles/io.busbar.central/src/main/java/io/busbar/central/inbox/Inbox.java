package io.busbar.central.inbox;

import io.busbar.api.codec.SampleCodec;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.CommandLanes;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.link.LinkSession;
import io.busbar.api.time.BusClock;
import io.busbar.central.image.Catalog;
import io.busbar.central.image.CentralPicture;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The central end of the link as an agent. One thread calls {@link #doWork}, which runs the link end point and so the
 * listener methods; nothing here waits except for the journal's flush.
 *
 * <p>A record is written once: its position is looked up in the books, and books and record are in the same commit.
 * What a gateway hears as durable is durable; a welcome tells only what is. A message that cannot be taken is never
 * acknowledged: the session ends with a reason and the gateway brings it again.
 */
public final class Inbox implements LinkListener, AutoCloseable {
  private final Journal journal;
  private final BusClock clock;
  private final InboxOptions options;
  private final CentralPicture picture = new CentralPicture();
  private final Books books;
  private final InboxStatistics statistics = new InboxStatistics();
  private final Intake intake;
  private final Presence presence;
  private final Map<LinkSession, Peer> peers = new LinkedHashMap<>();
  private final BlockCodec codec;
  private @Nullable SampleCodec packing;
  private CommandLanes commands = new CommandLanes();
  private @Nullable LinkEndpoint endpoint;
  private int pendingBytes;
  private long pendingSinceNs = Long.MIN_VALUE;
  private boolean urgent;
  private long retryAtNs = Long.MIN_VALUE;
  private volatile long cursorsMovedNs = Long.MIN_VALUE;

  /** Reads the books and the present picture from the journal; blocks for as long as that takes. */
  public Inbox(Journal journal, BlockCodec codec, BusClock clock, InboxOptions options) throws IOException {
    this(journal, codec, clock, options, new byte[0]);
  }

  /**
   * Begins with a saved picture, which holds what the journal has freed already.
   *
   * @param savedPicture what {@link CentralPicture#save()} gave; empty if there is none
   * @throws IOException if the journal cannot be read, or not be written when there is something to be made sure of first
   */
  public Inbox(Journal journal, BlockCodec codec, BusClock clock, InboxOptions options, byte[] savedPicture)
      throws IOException {
    if (journal.holdsUnseen()) {
      // Sinks would be given again what they have, and gateways asked for it.
      throw new IOException("what central's journal holds cannot be made sure of: " + journal.status().failure());
    }
    this.journal = journal;
    this.codec = codec;
    this.clock = clock;
    this.options = options;
    this.presence = new Presence(picture, statistics, clock);
    this.books = new Books(journal, codec);
    statistics.unreadable.add(books.unreadable());
    for (GatewayBook gateway : books.all()) {
      EpochBook book = gateway.current();
      if (book != null) {
        picture.gateway(gateway.name, book.epoch, book.dictionary);
        picture.described(gateway.name, book.epoch, java.util.stream.IntStream.range(1, book.dictionary.limit()).boxed().toList());
      }
    }
    if (savedPicture.length > 0 && !picture.restore(savedPicture)) {
      statistics.changed("The saved picture is damaged: points show what the journal holds, others when they report.");
    }
    intake = new Intake(journal, codec, clock, books, picture, statistics);
    new Replay(journal, codec, books, picture).run();
  }

  /** Gives the end point that this is the listener of; before the first {@link #doWork}. */
  public void attach(LinkEndpoint linkEndpoint) {
    this.endpoint = linkEndpoint;
  }

  /** Gateways that know that codec, too, send events and measurements packed; before the first session. */
  public void unpack(SampleCodec sampleCodec) {
    packing = sampleCodec;
  }

  /** Who takes and sends commands; before the first session. */
  public void commands(CommandLanes lanes) {
    commands = lanes;
  }

  private int codecVersion(LinkMessages.Hello hello) {
    SampleCodec sampleCodec = packing;
    return sampleCodec == null ? SampleCodec.STATELESS : Math.min(hello.codec(), sampleCodec.newestVersion());
  }

  /** The present picture. */
  public CentralPicture picture() {
    return picture;
  }

  /** Explains envelopes. */
  public Catalog catalog() {
    return books;
  }

  /** What the inbox counts. */
  public InboxStatistics statistics() {
    return statistics;
  }

  /** Rows of all gateways. Any thread. */
  public List<io.busbar.api.view.CentralView.GatewayRow> gateways() {
    LinkEndpoint link = endpoint;
    return GatewayRows.of(books.all(), link == null ? List.of() : link.status(), picture, clock.wallNs());
  }

  /** A sink has moved its cursor: it is made durable soon even if nothing arrives. Any thread. */
  public void cursorMoved() {
    cursorsMovedNs = clock.monotonicNs();
  }

  /**
   * Runs the link, commits what has arrived and tells the gateways.
   *
   * @param nowNs monotonic time, ns
   * @return monotonic time at which there is something to do even if nothing arrives
   */
  public long doWork(long nowNs) {
    LinkEndpoint link = endpoint;
    long next = link == null ? nowNs + options.groupCommitNs() : link.doWork(nowNs);
    next = commands.work(nowNs) ? nowNs : next;
    if (pendingSinceNs == Long.MIN_VALUE) {
      return commitCursors(nowNs, next);
    }
    pendingSinceNs = Math.min(pendingSinceNs, nowNs);
    boolean due = urgent || pendingBytes >= options.groupCommitBytes() || nowNs - pendingSinceNs >= options.groupCommitNs();
    if (!due) {
      return Math.min(next, pendingSinceNs + options.groupCommitNs());
    }
    if (nowNs < retryAtNs) {
      return Math.min(next, retryAtNs);
    }
    return commit() ? nowNs : Math.min(next, retryAtNs);
  }

  private long commitCursors(long nowNs, long next) {
    long moved = cursorsMovedNs;
    if (moved == Long.MIN_VALUE) {
      return next;
    }
    if (nowNs - moved >= options.retryNs() && nowNs >= retryAtNs) {
      cursorsMovedNs = Long.MIN_VALUE;
      commit();
      return next;
    }
    return Math.min(next, moved + options.retryNs());
  }

  /** Makes durable what is pending and tells the gateways; false if the journal cannot write now. */
  private boolean commit() {
    books.write();
    try {
      journal.commit();
    } catch (IOException e) {
      statistics.commitFailed(e);
      retryAtNs = clock.monotonicNs() + options.retryNs();
      return false;
    }
    statistics.commitSucceeded();
    retryAtNs = Long.MIN_VALUE;
    pendingSinceNs = Long.MIN_VALUE;
    pendingBytes = 0;
    urgent = false;
    List.copyOf(peers.values()).forEach(Peer::tellDurable);
    return true;
  }

  /** Says goodbye to all gateways and commits what is pending. The journal is the caller's. */
  @Override
  public void close() {
    if (pendingSinceNs != Long.MIN_VALUE) {
      commit();
    }
    LinkEndpoint link = endpoint;
    if (link != null) {
      link.close();
    }
  }

  private void pending(int bytes, boolean atOnce) {
    if (pendingSinceNs == Long.MIN_VALUE) {
      pendingSinceNs = clock.monotonicNs();
    }
    pendingBytes += bytes;
    urgent |= atOnce;
  }

  @Override
  public byte[] hello() {
    return new byte[0];
  }

  @Override
  public byte[] welcome(String peer, byte[] words) {
    LinkMessages.Hello hello = LinkMessages.readHello(words);
    GatewayBook gateway = hello == null ? null : books.open(peer);
    if (hello == null || gateway == null) {
      statistics.refusedHellos.increment();
      return new byte[0];
    }
    EpochBook book = books.open(gateway, hello.epoch());
    book.heads(hello.streams());
    // Only what is durable may be told: the gateway frees it.
    pending(0, true);
    if (!commit()) {
      return LinkMessages.encode(new LinkMessages.Welcome(hello.epoch(), Map.of(), codecVersion(hello)));
    }
    LinkMessages.Welcome welcome = book.welcome();
    return LinkMessages.encode(new LinkMessages.Welcome(welcome.epoch(), welcome.received(), codecVersion(hello)));
  }

  @Override
  public void onUp(LinkSession session, byte[] peerWords) {
    LinkMessages.Hello hello = LinkMessages.readHello(peerWords);
    GatewayBook gateway = hello == null ? null : books.open(session.peer());
    if (hello == null || gateway == null) {
      session.end(hello == null ? "central does not understand this gateway's version"
          : "central has " + Books.MAX_GATEWAYS + " gateways already");
      return;
    }
    EpochBook book = books.open(gateway, hello.epoch());
    book.heads(hello.streams());
    Peer peer = new Peer(session, gateway, book);
    peer.unpack(packing, codecVersion(hello), codec);
    peers.put(session, peer);
    gateway.session = session;
    commands.up(session);
    picture.gateway(gateway.name, book.epoch, book.dictionary);
    presence.up(gateway, gateway.name + " is connected"
        + (book.backlog() > 0 ? "; " + book.backlog() + " records are to come." : "."));
  }

  @Override
  public void onDown(LinkSession session, String reason) {
    commands.down(session);
    Peer peer = peers.remove(session);
    if (peer == null || peer.gateway.session != session) {
      return;
    }
    peer.gateway.session = null;
    presence.down(peer.gateway, reason);
  }

  @Override
  public void onSilence(LinkSession session, boolean silent, String reason) {
    commands.silence(session, silent);
    Peer peer = peers.get(session);
    if (peer != null && peer.gateway.session == session) {
      presence.heard(peer.gateway, !silent, reason);
    }
  }

  @Override
  public void onNameTwice(String peer) {
    statistics.nameTwice(peer, clock.wallNs());
  }

  @Override
  public void onMessage(LinkSession session, LinkLane lane, long number, byte[] bytes) {
    Peer peer = peers.get(session);
    if (peer == null) {
      return;
    }
    if (lane == LinkLane.COMMAND) {
      commands.message(session, bytes);
      session.durable(lane, number);
      return;
    }
    Unpacker unpacker = peer.unpacker(lane);
    boolean packed = unpacker != null && bytes.length > 0 && bytes[0] != LinkMessages.PLAIN;
    String refused;
    if (unpacker == null) {
      refused = take(peer, lane, bytes);
    } else {
      refused = packed ? take(peer, lane, unpacker, bytes) : take(peer, lane, Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length));
    }
    if (refused != null) {
      statistics.refused.increment();
      statistics.changed(peer.gateway.name + ": " + refused);
      session.end(refused);
      return;
    }
    peer.taken(lane, number);
    pending(0, false);
  }

  private @Nullable String take(Peer peer, LinkLane lane, Unpacker unpacker, byte[] packet) {
    String refused = unpacker.read(packet);
    for (LinkMessages.JournalRecord record : unpacker.records()) {
      refused = refused == null ? take(peer, lane, record) : refused;
    }
    return refused;
  }

  private @Nullable String take(Peer peer, LinkLane lane, byte[] bytes) {
    LinkMessages.Message message = LinkMessages.read(bytes);
    if (message instanceof LinkMessages.JournalRecord record) {
      return take(peer, lane, record);
    }
    if (message instanceof LinkMessages.Skipped skipped) {
      return intake.skip(peer, skipped);
    }
    if (message instanceof LinkMessages.Heads heads) {
      peer.book.heads(heads.streams());
    } else if (!peer.gateway.takes(message, clock.wallNs())) {
      statistics.unknownMessages.increment();
    }
    return null;
  }

  private @Nullable String take(Peer peer, LinkLane lane, LinkMessages.JournalRecord record) {
    String refused = pendingBytes > options.maxPendingBytes()
        ? "central cannot write its journal: " + statistics.failure() : intake.take(peer, lane, record);
    pending(record.bytes().length, record.stream() == StreamId.EVENTS);
    return refused;
  }

  @Override
  public void onDurable(LinkSession session, LinkLane lane, long upTo) {
    // Central sends nothing yet that it would have to keep.
  }

  @Override
  public void onSpace(LinkSession session, LinkLane lane) {
    // As above.
  }
}
