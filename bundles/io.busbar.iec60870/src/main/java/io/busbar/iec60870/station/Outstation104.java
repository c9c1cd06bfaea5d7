package io.busbar.iec60870.station;

import io.busbar.iec60870.apci.ApciSession;
import io.busbar.iec60870.apci.ApciTiming;
import io.busbar.iec60870.apci.ApduStream;
import io.busbar.iec60870.apci.Fault;
import java.util.ArrayDeque;

/** One 104 connection to a controlled station: frames in, frames out. Whoever owns the socket reads into {@link #stream()}. One thread. */
public final class Outstation104 implements ApciSession.Peer {
  /** Takes the bytes that go out. */
  public interface Output {
    /** Writes a frame; the array is the session's. */
    void write(byte[] bytes, int offset, int length);
  }

  private final ControlledStation station;
  private final Output output;
  private final ApduStream stream = new ApduStream();
  private final ApciSession session;
  private final ArrayDeque<Boolean> outWithEvent = new ArrayDeque<>();
  private long settled;
  private boolean closed;

  /** A fresh connection. */
  public Outstation104(ControlledStation station, ApciTiming timing, Output output, long nowNs) {
    this.station = station;
    this.output = output;
    this.session = new ApciSession(false, timing, this, nowNs);
  }

  /** Where bytes that came are put. */
  public ApduStream stream() {
    return stream;
  }

  /**
   * Takes what came, sends what may go, looks after the time-outs. Call after reading and at {@link #deadline()}.
   *
   * @return what is wrong; then the connection is to be closed
   */
  public Fault work(long nowNs) {
    while (stream.next()) {
      Fault fault = session.received(stream.bytes(), stream.frame(), stream.frameBytes(), nowNs);
      if (fault != Fault.NONE) {
        return fault;
      }
      session.release(session.received(), nowNs);
    }
    if (stream.fault() != Fault.NONE) {
      return stream.fault();
    }
    acknowledged();
    while (session.canSend()) {
      int length = station.next();
      if (length == 0) {
        break;
      }
      outWithEvent.add(station.isEvent());
      session.send(station.unit(), 0, length, nowNs);
    }
    return session.tick(nowNs);
  }

  private void acknowledged() {
    for (; settled < session.sentAcknowledged(); settled++) {
      if (outWithEvent.remove()) {
        station.acknowledged(1);
      }
    }
  }

  /** When {@link #work} wants to be called at the latest, monotonic ns. */
  public long deadline() {
    return session.deadline();
  }

  /** Whether the master has started data transfer. */
  public boolean isStarted() {
    return session.isStarted();
  }

  /** The connection is gone. Idempotent. */
  public void closed() {
    if (!closed) {
      closed = true;
      station.disconnected();
    }
  }

  @Override
  public void send(byte[] frame, int offset, int length) {
    output.write(frame, offset, length);
  }

  @Override
  public void unit(long number, byte[] bytes, int offset, int length) {
    station.receive(bytes, offset, length);
  }

  @Override
  public void transfer(boolean started) {
    if (!started) {
      acknowledged();
      settled = session.sent();
      outWithEvent.clear();
      station.disconnected();
    }
  }
}
