package io.busbar.link.session;

import io.busbar.api.link.LinkSecurity;
import io.busbar.link.codec.HandshakeParts;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of a dialling end: a hello that is repeated with the same bytes until its welcome is together, or it has aged. */
final class Calling {
  final int handshake;
  final Peer peer;
  final long openedNs;
  /** When to send it next. */
  long atNs;
  /** Pause between two. */
  long firstPauseNs;
  private final LinkSecurity security;
  private final LinkSecurity.Call call;
  private final List<byte[]> hello;
  private final HandshakeParts welcome = new HandshakeParts();
  private boolean answered;
  /** What the whole welcome says, while it is waited whether the session before lives after all; and until when. */
  LinkSecurity.@Nullable Opened welcomed;
  long adoptAtNs;
  /** Whether the far end has said that it does not know the session before. */
  boolean forgotten;

  /**
   * A call.
   *
   * @param payload of the first message
   * @param maxPayload of the bearer
   */
  Calling(LinkSecurity security, int handshake, Peer peer, byte[] payload, int maxPayload, long nowNs) {
    this.security = security;
    this.handshake = handshake;
    this.peer = peer;
    this.openedNs = nowNs;
    this.atNs = nowNs;
    this.call = security.call(Prologue.of(handshake), payload);
    this.hello = HandshakeParts.cut(PacketLayout.HELLO, handshake, call.message(), maxPayload);
    stamp(0);
  }

  /** The hello as it is sent now. */
  List<byte[]> datagrams() {
    return hello;
  }

  /** Bytes of all parts on the air. */
  int airBytes(int overheadBytes) {
    return hello.stream().mapToInt(part -> part.length + overheadBytes).sum();
  }

  /** The far end was heard: the next hello goes at once, and then briskly. */
  void hurry(long nowNs) {
    answered = true;
    atNs = nowNs;
  }

  /** Whether the far end was heard of: it is not given up for its age. */
  boolean isAnswered() {
    return answered;
  }

  void send(long nowNs) {
    for (byte[] part : hello) {
      peer.session.outbound().handshake(part, nowNs);
    }
  }

  /** The far end wants to see that this is no replay: from now on parts are stamped with its cookie. */
  void prove(long cookie) {
    for (byte[] part : hello) {
      part[0] = (byte) PacketLayout.PROVEN;
    }
    stamp(cookie);
  }

  private void stamp(long cookie) {
    for (byte[] part : hello) {
      Stamps.put(part, security.stamp(0, part, part.length - PacketLayout.STAMP_BYTES, cookie));
    }
  }

  /** Takes a part of the welcome; the reader stands at its place byte. What the whole says, or null. */
  LinkSecurity.@Nullable Opened take(PacketReader in) {
    HandshakeParts.Taken taken = welcome.take(in);
    answered |= taken == HandshakeParts.Taken.MORE;
    if (taken != HandshakeParts.Taken.COMPLETE) {
      return null;
    }
    LinkSecurity.Opened opened = call.opened(welcome.message());
    if (opened == null) {
      welcome.clear();
    }
    return opened;
  }

  void forget() {
    call.forget();
  }
}
