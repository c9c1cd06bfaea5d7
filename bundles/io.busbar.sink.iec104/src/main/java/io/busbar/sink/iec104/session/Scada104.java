package io.busbar.sink.iec104.session;

import io.busbar.iec60870.apci.ApciSession;
import io.busbar.iec60870.apci.ApduStream;
import io.busbar.iec60870.apci.Fault;
import java.util.ArrayDeque;

/** One connection: frames in, frames out. Whoever owns the socket reads into {@link #stream()}. Server's thread. */
public final class Scada104 implements ApciSession.Peer {
  /** Takes the bytes that go out. */
  public interface Output {
    /** Writes a frame or queues it; the array is the session's. */
    void write(byte[] bytes, int offset, int length);
  }

  private static final long NO_EVENT = -1;

  private final Group group;
  private final Conversation conversation;
  private final Output output;
  private final String remote;
  private final ApduStream stream = new ApduStream();
  private final ApciSession session;
  private final ArrayDeque<Long> outUpTo = new ArrayDeque<>();
  private long settled;
  private long nowNs;
  private boolean closed;

  /**
   * A fresh connection.
   *
   * @param remote who it is, for people
   */
  public Scada104(Group group, Station station, Orders orders, String remote, Output output, long nowNs) {
    this.group = group;
    this.remote = remote;
    this.output = output;
    this.nowNs = nowNs;
    this.session = new ApciSession(false, station.table().settings().timing(), this, nowNs);
    this.conversation = new Conversation(this, group, station, orders);
  }

  /** Where bytes that came are put. */
  public ApduStream stream() {
    return stream;
  }

  /** Its group. */
  public Group group() {
    return group;
  }

  /** Who it is: {@code 10.1.0.9:40112}. */
  public String remote() {
    return remote;
  }

  /** Monotonic time of the last {@link #work}, ns. */
  long nowNs() {
    return nowNs;
  }

  /**
   * Takes what came, sends what may go, looks after the time-outs. Call after reading, when there is something to tell, and at
   * {@link #deadline()}.
   *
   * @return what is wrong; then the connection is to be closed
   */
  public Fault work(long now) {
    nowNs = now;
    while (stream.next()) {
      Fault fault = session.received(stream.bytes(), stream.frame(), stream.frameBytes(), now);
      if (fault != Fault.NONE) {
        return fault;
      }
      session.release(session.received(), now);
      acknowledged();
    }
    if (stream.fault() != Fault.NONE) {
      return stream.fault();
    }
    while (group.isActive(this) && session.canSend()) {
      int length = conversation.next();
      if (length == 0) {
        break;
      }
      outUpTo.add(conversation.eventsUpTo());
      session.send(conversation.unit(), 0, length, now);
    }
    return session.tick(now);
  }

  private void acknowledged() {
    for (; settled < session.sentAcknowledged(); settled++) {
      long upTo = outUpTo.remove();
      if (upTo != NO_EVENT) {
        group.acknowledged(this, upTo);
      }
    }
  }

  /** When {@link #work} wants to be called at the latest, monotonic ns. */
  public long deadline() {
    return session.deadline();
  }

  /** Whether the control centre has started data transfer here. */
  public boolean isStarted() {
    return session.isStarted();
  }

  /** Frames that are out and not acknowledged. */
  public long unacknowledged() {
    return session.sent() - session.sentAcknowledged();
  }

  /** What finds its way here for the control centre: answers to commands. */
  Conversation conversation() {
    return conversation;
  }

  boolean isClosed() {
    return closed;
  }

  /** Another connection of the group has taken over. */
  void superseded() {
    session.superseded();
    conversation.stop();
  }

  /** The connection is gone. Idempotent. */
  public void closed() {
    if (!closed) {
      closed = true;
      conversation.stop();
      group.closed(this);
    }
  }

  @Override
  public void send(byte[] frame, int offset, int length) {
    output.write(frame, offset, length);
  }

  @Override
  public void unit(long number, byte[] bytes, int offset, int length) {
    conversation.receive(bytes, offset, length);
  }

  @Override
  public void transfer(boolean started) {
    if (started) {
      group.activate(this);
      conversation.start();
    } else {
      group.deactivate(this);
      conversation.stop();
    }
  }
}
