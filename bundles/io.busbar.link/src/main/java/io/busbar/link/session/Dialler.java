package io.busbar.link.session;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkStatus;
import io.busbar.link.codec.PacketChecksum;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end that opens the session, and opens it again with back-off and jitter whenever it is over. */
final class Dialler implements EndPoint.Role, DatagramSession.Owner {
  private static final long FIRST_PAUSE_NS = 200_000_000;
  private static final long REFRESH_NS = 60_000_000_000L;
  private static final long LASTED_NS = 30_000_000_000L;

  private final EndPoint.Parts parts;
  private final Sessions sessions;
  private final PacketReader reader = new PacketReader();
  private final PacketChecksum checksum = new PacketChecksum();
  private final Counters counters = new Counters();
  private @Nullable Peer peer;
  private boolean up;
  private long sinceWallNs;
  private long downSinceNs;
  private boolean everUp;
  private String lastReason = "";
  private int failures;
  private long dialAtNs = Long.MIN_VALUE;
  private long helloAtNs;
  private long helloPauseNs;
  private long now;

  Dialler(EndPoint.Parts parts) {
    this.parts = parts;
    this.sessions = new Sessions(parts, this);
    this.sinceWallNs = parts.clock().wallNs();
    this.downSinceNs = parts.clock().monotonicNs();
  }

  @Override
  public void onDatagram(int from, byte[] bytes, int length, long nowNs) {
    now = nowNs;
    counters.packetsIn++;
    counters.bytesIn += length + parts.bearer().overheadBytes();
    reader.begin(bytes, length);
    int sum = reader.takeChecksum();
    int type = reader.u8();
    Peer current = peer;
    if (reader.failed() || current == null) {
      counters.malformed++;
      return;
    }
    switch (type) {
      case PacketLayout.WELCOME -> onWelcome(current, sum);
      case PacketLayout.DATA -> {
        boolean ours = reader.u16() == PacketLayout.connection(current.ourNonce) && current.session.state() != DatagramSession.State.OPENING;
        if (!ours || !current.admit(reader, sum, checksum, from, nowNs)) {
          counters.corrupt++;
        }
      }
      case PacketLayout.RESET -> onReset(current, sum);
      default -> counters.unknown++;
    }
  }

  private void onWelcome(Peer current, int sum) {
    if (checksum.plain(reader.bytes(), reader.lengthWithoutChecksum()) != sum) {
      counters.corrupt++;
      return;
    }
    int version = reader.u8();
    long ours = reader.u64();
    long theirs = reader.u64();
    long delayNs = reader.u16() * 1_000_000L;
    int payload = reader.u16();
    if (reader.failed() || version != PacketLayout.VERSION || ours != current.ourNonce) {
      counters.unknown++;
      return;
    }
    if (current.session.state() == DatagramSession.State.OPENING) {
      current.peerNonce = theirs;
      current.session.establish(ours, theirs, delayNs, payload, now);
      current.session.outbound().sent().arrived(0);
    }
    if (current.peerNonce == theirs) {
      current.session.onPacket(reader, 0, 0, now);
    }
  }

  private void onReset(Peer current, int sum) {
    if (checksum.plain(reader.bytes(), reader.lengthWithoutChecksum()) != sum) {
      counters.corrupt++;
      return;
    }
    int connection = reader.u16();
    int number = reader.u16();
    int echo = reader.u32();
    if (!reader.failed() && current.session.state() != DatagramSession.State.OPENING
        && connection == PacketLayout.connection(current.peerNonce)
        && current.session.outbound().sent().isOurs(number, echo)) {
      current.session.finish("the far end does not know this session any more (restarted, or it gave up)");
    } else {
      counters.unknown++;
    }
  }

  @Override
  public long doWork(long nowNs) {
    now = nowNs;
    Peer current = peer;
    if (current == null) {
      if (nowNs < dialAtNs) {
        return dialAtNs;
      }
      current = dial();
    }
    if (current.session.state() != DatagramSession.State.OPENING) {
      long next = current.session.doWork(nowNs);
      return peer == null ? dialAtNs : next;
    }
    if (nowNs - current.session.openedNs() >= REFRESH_NS) {
      // What the hello says about our journal has aged; say it anew under a new nonce.
      peer = null;
      current = dial();
    }
    if (helloAtNs <= nowNs) {
      current.session.outbound().repeatFirst(current.first, nowNs);
      helloAtNs = nowNs + jittered(helloPauseNs);
      helloPauseNs = Math.min(Limits.MAX_HELLO_NS, helloPauseNs * 3 / 2);
    }
    return helloAtNs;
  }

  private Peer dial() {
    long nonce = parts.random().nextLong();
    Peer fresh = sessions.create(nonce, Bearer.DEFAULT_PEER, counters, now);
    byte[] hello = parts.listener().hello();
    if (hello.length > Limits.MAX_HELLO_BYTES) {
      throw new IllegalStateException("a hello has at most " + Limits.MAX_HELLO_BYTES + " bytes, not " + hello.length);
    }
    fresh.session.say(new Words(parts.config().name(), hello));
    Outbound out = fresh.session.outbound();
    fresh.first = out.first(nonce, 0, out.maxPayload(), now);
    // Less than a round trip: every hello of one call says the same, so on a lossy radio the next need not wait for the last one's answer.
    helloPauseNs = out.roundTrip().guessNs() / 2 + 2 * out.pacer().airNs(fresh.first.length * 2L) + FIRST_PAUSE_NS;
    helloAtNs = now;
    peer = fresh;
    return fresh;
  }

  @Override
  public void onWords(DatagramSession session, Words words) {
    up = true;
    everUp = true;
    sinceWallNs = parts.clock().wallNs();
    session.up(words.name(), words.text());
  }

  @Override
  public void onEnd(DatagramSession session, String reason) {
    if (up) {
      sinceWallNs = parts.clock().wallNs();
      downSinceNs = now;
    }
    failures = up && now - session.openedNs() > LASTED_NS ? 0 : Math.min(failures + 1, 10);
    up = false;
    lastReason = reason;
    peer = null;
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
      return List.of(Status.none(where, sinceWallNs, why(where), counters));
    }
    String name = up ? current.session.peer() : where;
    return List.of(Status.of(current, name, up, sinceWallNs, why(where), parts.clock()));
  }

  private String why(String where) {
    long seconds = (parts.clock().monotonicNs() - downSinceNs) / 1_000_000_000;
    String last = lastReason.isEmpty() ? "" : " Last session: " + lastReason + ".";
    String check = everUp ? "Look at the radio's signal and whether central runs."
        : "Check the address in site.yaml (central: to), that central runs and listens there, and that no firewall drops UDP.";
    return "no answer from " + where + " for " + seconds + " s." + last + " " + check + " The journal keeps everything.";
  }

  @Override
  public void close(long nowNs) {
    now = nowNs;
    Peer current = peer;
    if (current != null) {
      current.session.end("closed");
    }
    dialAtNs = Long.MAX_VALUE;
  }
}
