package io.busbar.driver.iec60870.master;

import io.busbar.api.driver.DriverContext;
import io.busbar.api.line.Line;
import io.busbar.iec60870.apci.ApciSession;
import io.busbar.iec60870.apci.ApciState;
import io.busbar.iec60870.apci.ApciTiming;
import io.busbar.iec60870.apci.ApduStream;
import io.busbar.iec60870.apci.Fault;
import io.busbar.iec60870.codec.AsduWriter;
import java.io.IOException;

/**
 * One TCP connection of 104: bytes of the line to units and back. What its peer throws out of a write is kept until the driver looks at
 * {@link #failure()}, because the session that writes knows no I/O.
 */
final class Connection104 implements UnitOutput, ApciSession.Peer {
  /** What the driver does with what comes. */
  interface Listener {
    /** A unit came; see {@link ApciSession.Peer#unit}. */
    void unit(long number, byte[] bytes, int offset, int length);

    /** Data transfer was started or stopped. */
    void transfer(boolean started);
  }

  private final DriverContext context;
  private final Line line;
  private final Listener listener;
  private final ApduStream stream = new ApduStream();
  private final ApciSession session;
  private String failure = "";

  Connection104(DriverContext context, Line line, ApciTiming timing, Listener listener) {
    this.context = context;
    this.line = line;
    this.listener = listener;
    this.session = new ApciSession(true, timing, this, context.clock().monotonicNs());
  }

  /** Goes on with a connection of the driver before. */
  Connection104(DriverContext context, Line line, ApciTiming timing, Listener listener, byte[] apci, byte[] rest) {
    this.context = context;
    this.line = line;
    this.listener = listener;
    this.session = new ApciSession(true, timing, this, context.clock().monotonicNs(), ApciState.of(apci));
    System.arraycopy(rest, 0, stream.bytes(), stream.writeAt(), rest.length);
    stream.added(rest.length);
  }

  ApciSession session() {
    return session;
  }

  ApduStream stream() {
    return stream;
  }

  /** Why the connection cannot go on, for a technician; empty if it can. */
  String failure() {
    return failure;
  }

  /** Starts data transfer. */
  void start() {
    session.start(context.clock().monotonicNs());
  }

  @Override
  public boolean isReady() {
    return failure.isEmpty() && session.canSend();
  }

  @Override
  public void send(AsduWriter unit) {
    session.send(unit.bytes(), 0, unit.length(), context.clock().monotonicNs());
  }

  @Override
  public void send(byte[] frame, int offset, int length) {
    if (failure.isEmpty()) {
      try {
        line.write(frame, offset, length);
      } catch (IOException e) {
        failure = line.describe() + ": " + e.getMessage();
      }
    }
  }

  @Override
  public void unit(long number, byte[] bytes, int offset, int length) {
    listener.unit(number, bytes, offset, length);
  }

  @Override
  public void transfer(boolean started) {
    listener.transfer(started);
  }

  /** Looks after the time-outs. */
  void tick(long nowNs) {
    fault(session.tick(nowNs));
  }

  /** Reads what is there; returns bytes. */
  int read(int timeoutMs) {
    try {
      int count = line.read(stream.bytes(), stream.writeAt(), stream.room(), timeoutMs);
      if (count > 0) {
        stream.added(count);
      } else if (count < 0) {
        failure = line.describe() + ": the other side closed the connection. Is another master connected, or our address not allowed there?";
      }
      return count;
    } catch (IOException e) {
      failure = line.describe() + ": " + e.getMessage();
      return -1;
    }
  }

  /** Takes the next whole frame of the stream; false if there is none, or the connection cannot go on. */
  boolean frame() {
    if (!failure.isEmpty()) {
      return false;
    }
    if (!stream.next()) {
      fault(stream.fault());
      return false;
    }
    fault(session.received(stream.bytes(), stream.frame(), stream.frameBytes(), context.clock().monotonicNs()));
    return failure.isEmpty();
  }

  private void fault(Fault fault) {
    if (fault != Fault.NONE && failure.isEmpty()) {
      failure = line.describe() + ": " + fault.words() + ".";
    }
  }
}
