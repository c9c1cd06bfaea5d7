package io.busbar.iec60870.apci;

import java.util.Arrays;

/**
 * One connection of 104, in either role (IEC 60870-5-104 §5).
 *
 * <pre>
 *  control field   byte 0            1          2            3
 *  I               N(S) low, 0       N(S) high  N(R) low, 0  N(R) high      15-bit numbers, shifted left by one
 *  S               1                 0          N(R) low, 0  N(R) high
 *  U               function, 1 1     0          0            0
 * </pre>
 *
 * <p>What was received is acknowledged only as far as {@link #release} says: a controlling station releases what is settled, so that the other
 * one keeps the rest. Numbers are counted on as {@code long} and cut to 15 bits on the line. One thread; no I/O; time in monotonic ns.
 */
public final class ApciSession {
  /** No deadline. */
  public static final long NEVER = Long.MAX_VALUE;

  /** What a session talks to. */
  public interface Peer {
    /** Writes a frame at once or queues it; the array is the session's. */
    void send(byte[] frame, int offset, int length);

    /**
     * A unit came.
     *
     * @param number counts units from 0 on in this connection; {@link ApciSession#release} takes it
     */
    void unit(long number, byte[] bytes, int offset, int length);

    /** Data transfer was started (true) or stopped. */
    void transfer(boolean started);
  }

  /** Where data transfer stands. */
  private enum State { STOPPED, STARTING, STARTED, STOPPING }

  private final boolean controlling;
  private final ApciTiming timing;
  private final Peer peer;
  private final byte[] out = new byte[ApduStream.MAX_FRAME];
  private final long[] sentAt;
  private State state = State.STOPPED;
  private long sent;
  private long sentAcknowledged;
  private long received;
  private long released;
  private long acknowledged;
  private long unacknowledgedSince = NEVER;
  private long lastReceivedAt;
  private long controlSentAt = NEVER;
  private boolean testing;

  /**
   * A fresh connection.
   *
   * @param controlling whether we start data transfer
   * @param nowNs when it was opened
   */
  public ApciSession(boolean controlling, ApciTiming timing, Peer peer, long nowNs) {
    this.controlling = controlling;
    this.timing = timing;
    this.peer = peer;
    this.sentAt = new long[timing.k()];
    this.lastReceivedAt = nowNs;
  }

  /** Goes on where another session stood on the same open connection; time-outs begin anew. */
  public ApciSession(boolean controlling, ApciTiming timing, Peer peer, long nowNs, ApciState saved) {
    this(controlling, timing, peer, nowNs);
    sent = saved.sent();
    sentAcknowledged = saved.sentAcknowledged();
    received = saved.received();
    released = saved.released();
    acknowledged = saved.acknowledged();
    testing = saved.testing();
    state = State.STARTED;
    controlSentAt = testing ? nowNs : NEVER;
    unacknowledgedSince = acknowledged == received ? NEVER : nowNs;
    Arrays.fill(sentAt, nowNs);
  }

  /** Where a started connection stands. */
  public ApciState save() {
    return new ApciState(sent, sentAcknowledged, received, released, acknowledged, testing);
  }

  /** Asks for data transfer; for the controlling station. */
  public void start(long nowNs) {
    state = State.STARTING;
    control(ControlField.STARTDT_ACT, nowNs);
  }

  /** Asks for the end of data transfer; what is released is acknowledged before. */
  public void stop(long nowNs) {
    acknowledge(nowNs);
    state = State.STOPPING;
    control(ControlField.STOPDT_ACT, nowNs);
  }

  /** Another connection of the redundancy group was started: data transfer ends here without a word (edition 2, §10). */
  public void superseded() {
    state = State.STOPPED;
  }

  /** Whether data transfer is started. */
  public boolean isStarted() {
    return state == State.STARTED;
  }

  /** Whether a unit may be sent now: started, and fewer than k without acknowledgement. */
  public boolean canSend() {
    return state == State.STARTED && sent - sentAcknowledged < timing.k();
  }

  /**
   * Sends a unit.
   *
   * @throws IllegalStateException unless {@link #canSend()}
   */
  public void send(byte[] unit, int offset, int length, long nowNs) {
    if (!canSend()) {
      throw new IllegalStateException("no unit may be sent now: " + state + ", " + (sent - sentAcknowledged) + " not acknowledged");
    }
    out[1] = (byte) (4 + length);
    ControlField.number(out, 2, sent);
    ControlField.number(out, 4, released);
    System.arraycopy(unit, offset, out, 6, length);
    sentAt[(int) (sent % sentAt.length)] = nowNs;
    sent++;
    acknowledgedNow(nowNs);
    emit(6 + length);
  }

  /** Units that were sent; the next one has this number. */
  public long sent() {
    return sent;
  }

  /** Units that the other side has acknowledged. */
  public long sentAcknowledged() {
    return sentAcknowledged;
  }

  /** Units that came. */
  public long received() {
    return received;
  }

  /** Units that may be acknowledged. */
  public long released() {
    return released;
  }

  /**
   * Units up to this count may be acknowledged. Acknowledges at once when w or more of them wait, or when all that came is released
   * and t2 is half over; else {@link #tick} does.
   *
   * @param count units of this connection, at most {@link #received()}
   */
  public void release(long count, long nowNs) {
    if (count <= released || count > received) {
      return;
    }
    released = count;
    if (released - acknowledged >= timing.w()) {
      acknowledge(nowNs);
    }
  }

  /**
   * A whole frame came.
   *
   * @param offset of its first byte, 0x68
   * @param length of the frame
   * @return what is wrong with it
   */
  public Fault received(byte[] bytes, int offset, int length, long nowNs) {
    if (length < 6) {
      return Fault.BAD_LENGTH;
    }
    lastReceivedAt = nowNs;
    int first = bytes[offset + 2] & 0xFF;
    if ((first & 1) == 0) {
      return data(bytes, offset, length, nowNs);
    }
    if (length != 6) {
      return Fault.BAD_CONTROL;
    }
    return (first & 3) == 1 ? acknowledgedBy(ControlField.number(bytes, offset + 4)) : function(first, nowNs);
  }

  private Fault data(byte[] bytes, int offset, int length, long nowNs) {
    if (length == 6) {
      return Fault.BAD_CONTROL;
    }
    if (state == State.STOPPED || (state == State.STARTING && !controlling)) {
      return Fault.NOT_STARTED;
    }
    if (ControlField.number(bytes, offset + 2) != (int) (received % ControlField.NUMBERS)) {
      return Fault.SEQUENCE;
    }
    Fault fault = acknowledgedBy(ControlField.number(bytes, offset + 4));
    if (fault != Fault.NONE) {
      return fault;
    }
    if (unacknowledgedSince == NEVER) {
      unacknowledgedSince = nowNs;
    }
    received++;
    peer.unit(received - 1, bytes, offset + 6, length - 6);
    return Fault.NONE;
  }

  /** Takes N(R): it may acknowledge what is out, and nothing else. */
  private Fault acknowledgedBy(int number) {
    long ahead = Math.floorMod(number - sentAcknowledged, (long) ControlField.NUMBERS);
    if (ahead > sent - sentAcknowledged) {
      return Fault.ACKNOWLEDGEMENT;
    }
    sentAcknowledged += ahead;
    return Fault.NONE;
  }

  private Fault function(int function, long nowNs) {
    switch (function) {
      case ControlField.TESTFR_ACT -> control(ControlField.TESTFR_CON);
      case ControlField.TESTFR_CON -> {
        testing = false;
        confirmed();
      }
      case ControlField.STARTDT_ACT -> {
        if (!controlling) {
          control(ControlField.STARTDT_CON);
          changed(State.STARTED);
        }
      }
      case ControlField.STOPDT_ACT -> {
        if (!controlling) {
          acknowledge(nowNs);
          control(ControlField.STOPDT_CON);
          changed(State.STOPPED);
        }
      }
      case ControlField.STARTDT_CON -> {
        if (state == State.STARTING) {
          confirmed();
          changed(State.STARTED);
        }
      }
      case ControlField.STOPDT_CON -> {
        if (state == State.STOPPING) {
          confirmed();
          changed(State.STOPPED);
        }
      }
      default -> {
        return Fault.BAD_FUNCTION;
      }
    }
    return Fault.NONE;
  }

  private void changed(State to) {
    boolean was = state == State.STARTED || state == State.STOPPING;
    state = to;
    if (was != (to == State.STARTED)) {
      peer.transfer(to == State.STARTED);
    }
  }

  private void confirmed() {
    controlSentAt = NEVER;
  }

  /** Looks after the time-outs; call at {@link #deadline()} at the latest. */
  public Fault tick(long nowNs) {
    if (sent > sentAcknowledged && nowNs - sentAt[(int) (sentAcknowledged % sentAt.length)] >= timing.t1Ns()) {
      return Fault.T1_DATA;
    }
    if (controlSentAt != NEVER && nowNs - controlSentAt >= timing.t1Ns()) {
      return Fault.T1_CONTROL;
    }
    if (unacknowledgedSince != NEVER && released > acknowledged && nowNs - unacknowledgedSince >= timing.t2Ns()) {
      acknowledge(nowNs);
    }
    if (!testing && controlSentAt == NEVER && nowNs - lastReceivedAt >= timing.t3Ns()) {
      testing = true;
      control(ControlField.TESTFR_ACT, nowNs);
    }
    return Fault.NONE;
  }

  /** When {@link #tick} wants to be called, monotonic ns. */
  public long deadline() {
    long deadline = controlSentAt != NEVER ? controlSentAt + timing.t1Ns() : lastReceivedAt + timing.t3Ns();
    if (sent > sentAcknowledged) {
      deadline = Math.min(deadline, sentAt[(int) (sentAcknowledged % sentAt.length)] + timing.t1Ns());
    }
    if (unacknowledgedSince != NEVER && released > acknowledged) {
      deadline = Math.min(deadline, unacknowledgedSince + timing.t2Ns());
    }
    return deadline;
  }

  /** Acknowledges what is released, if that is not done. */
  public void acknowledge(long nowNs) {
    if (released > acknowledged) {
      out[1] = 4;
      out[2] = 1;
      out[3] = 0;
      ControlField.number(out, 4, released);
      acknowledgedNow(nowNs);
      emit(6);
    }
  }

  private void acknowledgedNow(long nowNs) {
    acknowledged = released;
    unacknowledgedSince = acknowledged == received ? NEVER : nowNs;
  }

  private void control(int function, long nowNs) {
    controlSentAt = nowNs;
    control(function);
  }

  private void control(int function) {
    out[1] = 4;
    out[2] = (byte) function;
    out[3] = 0;
    out[4] = 0;
    out[5] = 0;
    emit(6);
  }

  private void emit(int length) {
    out[0] = 0x68;
    peer.send(out, 0, length);
  }
}
