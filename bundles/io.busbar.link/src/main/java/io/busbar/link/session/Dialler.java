package io.busbar.link.session;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.link.LinkStatus;
import io.busbar.link.codec.HandshakeParts;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end that opens the session, and opens it again with back-off and jitter whenever it is over. When the far end says
 * that it does not know the session, it is called again while the old session lives: only an authentic answer replaces it.
 */
final class Dialler implements EndPoint.Role, DatagramSession.Owner {
  private static final long FIRST_PAUSE_NS = 200_000_000;
  private static final long REFRESH_NS = 60_000_000_000L;
  private static final long LATEST_REFRESH_NS = 5 * REFRESH_NS;
  private static final long UNCONFIRMED_NS = 30_000_000_000L;
  private static final int MOST_INVITES_SHIFT = 2;
  private static final long LEAST_GRACE_NS = 1_500_000_000L;
  private static final long LASTED_NS = 30_000_000_000L;

  private final EndPoint.Parts parts;
  private final Sessions sessions;
  private final PacketReader reader = new PacketReader();
  private final Counters counters = new Counters();
  private final boolean polled;
  private int invited;
  private int skipInvites;
  private @Nullable Peer peer;
  private @Nullable Calling calling;
  private boolean up;
  private long sinceWallNs;
  private long downSinceNs;
  private long seekingSinceNs;
  private boolean everUp;
  private String lastReason = "";
  private final Refused refused = new Refused();
  private int failures;
  private long dialAtNs = Long.MIN_VALUE;
  private long recallAtNs = Long.MIN_VALUE;
  private long confirmAtNs;
  private long confirmPauseNs;
  private long now;

  Dialler(EndPoint.Parts parts) {
    this.parts = parts;
    this.polled = parts.config().options().polling() != null;
    this.sessions = new Sessions(parts, this);
    this.sinceWallNs = parts.clock().wallNs();
    this.downSinceNs = parts.clock().monotonicNs();
    this.seekingSinceNs = downSinceNs;
  }

  @Override
  public void onDatagram(int from, byte[] bytes, int length, long nowNs) {
    now = nowNs;
    if (length >= 2 && PacketLayout.isData(bytes[0])) {
      onData(from, bytes, length);
      return;
    }
    counters.bytesIn += length + parts.bearer().overheadBytes();
    reader.begin(bytes, length);
    long stamp = reader.takeStamp();
    int type = reader.u8();
    if (reader.failed()) {
      counters.malformed++;
    } else if (parts.security().recognise(bytes, reader.end(), 0, stamp) < 0) {
      counters.corrupt++;
    } else {
      switch (type) {
        case PacketLayout.WELCOME -> onWelcome();
        case PacketLayout.CHALLENGE -> onChallenge();
        case PacketLayout.RESET -> onReset();
        case PacketLayout.INVITE -> onInvite();
        default -> counters.unknown++;
      }
    }
  }

  private void onData(int from, byte[] bytes, int length) {
    Peer current = peer;
    if (current == null || Peer.connectionOf(bytes) != current.connection) {
      counters.unknown++;
      return;
    }
    Peer.Admission admission = current.admit(bytes, length, reader, from, now);
    current.count(admission);
    if (admission == Peer.Admission.TAKEN && calling != null && peer == current) {
      // It knows the session after all.
      hangUp();
    }
  }

  private void onWelcome() {
    Calling current = calling;
    if (current == null || reader.u32() != current.handshake) {
      counters.unknown++;
      return;
    }
    counters.packetsIn++;
    LinkSecurity.Opened opened = current.welcomed == null ? current.take(reader) : null;
    if (opened == null) {
      return;
    }
    Peer before = peer;
    if (before == null || current.forgotten || polled) {
      adopt(current, opened);
      return;
    }
    // It has not said that it does not know the session: asked once more, it may go on where it was.
    current.welcomed = opened;
    current.adoptAtNs = now + Math.max(LEAST_GRACE_NS, 2 * before.session.outbound().silence().answerNs());
    before.session.outbound().ping();
  }

  /** The session that the far end has answered takes the place of the one before. */
  private void adopt(Calling current, LinkSecurity.Opened opened) {
    reader.begin(opened.payload(), opened.payload().length);
    Terms terms = Terms.read(reader);
    if (terms == null) {
      counters.malformed++;
      hangUp();
      return;
    }
    calling = null;
    current.forget();
    if (peer != null) {
      peer.session.finish(current.forgotten ? "the far end does not know this session any more (restarted, or it gave up)"
          : "nothing was heard of it for " + (now - peer.session.lastHeardNs()) / 1_000_000_000 + " s, and the far end answered a new call");
    }
    peer = current.peer;
    current.peer.session.opening(terms, now);
    current.peer.establish(opened.records());
    current.peer.session.outbound().sent().arrived(0);
    confirmAtNs = now;
    confirmPauseNs = current.firstPauseNs;
    current.peer.session.onPacket(reader, 0, 0, false, now);
  }

  private void onChallenge() {
    Calling current = calling;
    if (current != null && !polled && reader.u32() == current.handshake) {
      current.prove(reader.u64());
      current.hurry(now);
    }
  }

  private void onReset() {
    Peer current = peer;
    int connection = reader.u16();
    int tail = reader.u32();
    if (current == null || reader.failed() || !current.session.outbound().sentLately(connection, tail)) {
      counters.unknown++;
    } else if (recallAtNs <= now) {
      recallAtNs = now + Limits.RECALL_NS;
      Calling call = calling == null ? dial() : calling;
      calling = call;
      call.forgotten = true;
      LinkSecurity.Opened opened = call.welcomed;
      if (opened != null) {
        adopt(call, opened);
      } else if (!polled) {
        call.hurry(now);
      }
    }
  }

  /** Central lets gateways call on the shared channel: in one of the slots, and not each time while others try as well. */
  private void onInvite() {
    int slots = reader.u8();
    long slotNs = reader.u16() * 1_000_000L;
    Calling current = calling;
    if (!polled || current == null || slots == 0 || reader.failed()) {
      return;
    }
    if (skipInvites > 0) {
      skipInvites--;
      return;
    }
    current.atNs = now + parts.random().nextInt(slots) * slotNs;
    skipInvites = parts.random().nextInt(1 << Math.min(invited, MOST_INVITES_SHIFT));
    invited++;
  }

  @Override
  public long doWork(long nowNs) {
    now = nowNs;
    Peer current = peer;
    long next = Long.MAX_VALUE;
    sessions.look(nowNs);
    if (current != null) {
      sessions.followWay(current, nowNs);
      confirm(current);
      if (polled && !current.confirmed && nowNs - current.session.lastHeardNs() >= UNCONFIRMED_NS) {
        current.session.finish("central gave no turn after its welcome");
      }
      next = current.session.doWork(nowNs);
      next = current.confirmed ? next : Math.min(next, confirmAtNs);
    }
    if ((peer == null || peer.session.isSilent()) && calling == null) {
      if (nowNs < dialAtNs) {
        return Math.min(next, dialAtNs);
      }
      calling = dial();
    }
    Calling call = calling;
    LinkSecurity.Opened welcomed = call == null ? null : call.welcomed;
    if (call != null && welcomed != null) {
      if (peer != null && nowNs < call.adoptAtNs) {
        return Math.min(next, call.adoptAtNs);
      }
      adopt(call, welcomed);
      return nowNs;
    }
    if (call != null && nowNs - call.openedNs >= (call.isAnswered() ? LATEST_REFRESH_NS : REFRESH_NS)) {
      // What the hello says about our journal has aged; say it anew under new keys.
      hangUp();
      call = dial();
      calling = call;
    }
    if (call != null && call.atNs <= nowNs) {
      call.send(nowNs);
      call.atNs = polled ? Long.MAX_VALUE : nowNs + jittered(helloPauseNs(call));
    }
    return call == null ? next : Math.min(next, call.atNs);
  }

  /** Where a session waits to be heard again its probes are quicker; else a call goes on briskly, and slower after a while. */
  private long helloPauseNs(Calling call) {
    boolean brisk = peer == null && now - seekingSinceNs < Limits.BRISK_NS;
    return brisk || call.isAnswered() ? call.firstPauseNs : Math.max(call.firstPauseNs, Limits.MAX_HELLO_NS);
  }

  /** The far end believes in us only when a packet has shown that the hello was no replay; we know that when it answers. */
  private void confirm(Peer current) {
    if (!current.confirmed && confirmAtNs <= now) {
      current.session.outbound().ping();
      confirmAtNs = now + jittered(confirmPauseNs);
      confirmPauseNs = Math.max(confirmPauseNs, Math.min(Limits.MAX_PROBE_NS, confirmPauseNs * 3 / 2));
    }
  }

  private Calling dial() {
    Peer fresh = sessions.create(parts.random().nextInt(PacketLayout.CONNECTIONS), Bearer.DEFAULT_PEER, counters, now);
    byte[] hello = parts.listener().hello();
    if (hello.length > Limits.MAX_HELLO_BYTES) {
      throw new IllegalStateException("a hello has at most " + Limits.MAX_HELLO_BYTES + " bytes, not " + hello.length);
    }
    fresh.session.say(new Words(parts.config().name(), hello));
    Outbound out = fresh.session.outbound();
    LinkSecurity security = parts.security();
    int least = security.helloOverheadBytes() + PacketLayout.TERMS_BYTES;
    int room = HandshakeParts.roundedUp(least, out.maxPayload()) - security.helloOverheadBytes();
    byte[] payload = out.opening(fresh.connection, room, out.maxPayload(), now);
    Calling call = new Calling(security, (int) parts.random().nextLong(), fresh, payload, out.maxPayload(), now);
    // Less than a round trip: every hello of one call says the same, so on a lossy radio the next need not wait for the last one's answer.
    Pacer pacer = out.air().pacer();
    call.atNs = polled ? Long.MAX_VALUE : now;
    long airNs = pacer.airNs(call.airBytes(out.air().overheadBytes()));
    call.firstPauseNs = Math.max(out.roundTrip().guessNs() / 2 + FIRST_PAUSE_NS, Limits.HELLO_SHARE * airNs) + 4 * pacer.turnNs();
    return call;
  }

  private void hangUp() {
    if (calling != null) {
      calling.forget();
      calling = null;
    }
  }

  @Override
  public void onWords(DatagramSession session, Words words) {
    up = true;
    refused.over();
    invited = 0;
    everUp = true;
    sinceWallNs = parts.clock().wallNs();
    session.up(words.name(), words.text());
  }

  @Override
  public void onSilence(DatagramSession session, boolean silent, String reason) {
    up = !silent;
    sinceWallNs = parts.clock().wallNs();
    downSinceNs = session.lastHeardNs();
    lastReason = "";
    seekingSinceNs = now;
    dialAtNs = now;
  }

  @Override
  public void onEnd(DatagramSession session, String reason, LinkRefusal refusal) {
    seekingSinceNs = now;
    if (up) {
      sinceWallNs = parts.clock().wallNs();
      downSinceNs = now;
    }
    failures = up && now - session.openedNs() > LASTED_NS ? 0 : Math.min(failures + 1, 10);
    up = false;
    lastReason = reason;
    if (!refusal.isNone()) {
      refused.by(refusal, now);
    }
    if (peer != null) {
      peer.forget();
      peer = null;
    }
    dialAtNs = now + jittered(Math.min(Limits.MAX_HELLO_NS, FIRST_PAUSE_NS << Math.min(failures, 5)));
  }

  private long jittered(long ns) {
    long fifth = Math.max(1, ns / 5);
    return ns - fifth + Math.floorMod(parts.random().nextLong(), 2 * fifth);
  }

  @Override
  public List<LinkStatus> status() {
    Peer current = peer;
    String where = parts.bearer().describe();
    if (current == null) {
      return List.of(Status.none(where, sinceWallNs, why(where), counters, sessions.allowance()));
    }
    String name = up ? current.session.peer() : where;
    current.way = where;
    return List.of(Status.of(current, name, up, sinceWallNs, why(where), parts.clock()));
  }

  private String why(String where) {
    long present = parts.clock().monotonicNs();
    return refused.isOf(present) ? refused.advice(parts.config().name(), where)
        : Refused.noAnswer(where, (present - downSinceNs) / 1_000_000_000, lastReason, everUp);
  }

  @Override
  public void close(long nowNs) {
    now = nowNs;
    hangUp();
    Peer current = peer;
    if (current != null) {
      current.session.end("closed");
    }
    dialAtNs = Long.MAX_VALUE;
  }
}
