package io.busbar.iec60870.ft12;

/**
 * One end of a line between two stations that may both begin (IEC 60870-5-2 §6): a primary that sends one unit at a time and waits for its
 * acknowledgement, and a secondary that answers the other side's. What came is acknowledged when it is released, so a controlling station can wait
 * until it is settled; a repetition that comes meanwhile is not taken twice. One thread; time in monotonic ns.
 */
public final class BalancedLink {
  /** What a link talks to. */
  public interface Peer {
    /** Writes a frame; the array is the link's. */
    void send(byte[] frame, int offset, int length);

    /**
     * A unit came.
     *
     * @param number counts units from 0 on since the link was made
     */
    void unit(long number, byte[] bytes, int offset, int length);

    /** The other side has acknowledged the unit sent last. */
    void delivered();

    /** Our direction of the link is up, or not any more. */
    void up(boolean now);
  }

  /**
   * Settings.
   *
   * @param addressBytes 0 to 2
   * @param address of the link, the same for both ends
   * @param timeoutNs longest wait for an answer
   * @param retries repetitions before the link is begun anew
   * @param testNs a silent link is tested after
   */
  public record Settings(int addressBytes, int address, long timeoutNs, int retries, long testNs) {
    /** Without an address it is 0, as frames read it. */
    public Settings {
      address = addressBytes == 0 ? 0 : address;
    }
  }

  /** Where our direction stands. */
  private enum State { STATUS, RESET, UP }

  private static final long NEVER = Long.MAX_VALUE;

  private final Settings settings;
  private final int direction;
  private final Peer peer;
  private final Ft12Frame request;
  private final Ft12Frame answer;
  private State state = State.STATUS;
  private boolean open;
  private boolean unitOut;
  private boolean frameCount;
  private int tries;
  private long sentAtNs = NEVER;
  private long lastHeardNs;
  private long beginAtNs;
  private boolean otherReset;
  private boolean otherCount;
  private boolean owed;
  private long received;
  private long released;

  /**
   * A link that begins at once.
   *
   * @param controlling whether this is the controlling station: its frames carry DIR
   */
  public BalancedLink(Settings settings, boolean controlling, Peer peer, long nowNs) {
    this.settings = settings;
    this.direction = controlling ? LinkControl.DIR : 0;
    this.peer = peer;
    this.request = new Ft12Frame(settings.addressBytes());
    this.answer = new Ft12Frame(settings.addressBytes());
    this.lastHeardNs = nowNs;
    this.beginAtNs = nowNs;
  }

  /** Whether a unit may be sent now. */
  public boolean canSend() {
    return state == State.UP && !open;
  }

  /** Whether our direction is up. */
  public boolean isUp() {
    return state == State.UP;
  }

  /** Sends a unit; only if {@link #canSend()}. */
  public void send(byte[] unit, int offset, int length, long nowNs) {
    frameCount = !frameCount;
    request.variable(control(LinkControl.USER_DATA, true), settings.address(), unit, offset, length);
    unitOut = true;
    emit(nowNs);
  }

  private int control(int function, boolean counted) {
    return direction | LinkControl.PRM | (counted ? LinkControl.FCV | (frameCount ? LinkControl.FCB : 0) : 0) | function;
  }

  private void begin(int function, boolean counted, long nowNs) {
    if (counted) {
      frameCount = !frameCount;
    }
    request.fixed(control(function, counted), settings.address());
    unitOut = false;
    emit(nowNs);
  }

  private void emit(long nowNs) {
    open = true;
    tries = 0;
    sentAtNs = nowNs;
    peer.send(request.bytes(), 0, request.length());
  }

  /** Looks after time-outs and brings the link up; call at {@link #deadline()} at the latest. */
  public void tick(long nowNs) {
    if (open) {
      if (nowNs - sentAtNs >= settings.timeoutNs()) {
        timedOut(nowNs);
      }
    } else if (state == State.UP) {
      if (nowNs - lastHeardNs >= settings.testNs()) {
        begin(LinkControl.TEST_LINK, true, nowNs);
      }
    } else if (nowNs - beginAtNs >= 0) {
      begin(state == State.STATUS ? LinkControl.REQUEST_STATUS : LinkControl.RESET_LINK, false, nowNs);
    }
  }

  private void timedOut(long nowNs) {
    if (tries < settings.retries() && state == State.UP) {
      tries++;
      sentAtNs = nowNs;
      peer.send(request.bytes(), 0, request.length());
      return;
    }
    open = false;
    sentAtNs = NEVER;
    beginAtNs = nowNs + settings.timeoutNs();
    down();
  }

  private void down() {
    boolean was = state == State.UP;
    state = State.STATUS;
    if (was) {
      peer.up(false);
    }
  }

  /** When {@link #tick} wants to be called, monotonic ns. */
  public long deadline() {
    return open ? sentAtNs + settings.timeoutNs() : state == State.UP ? lastHeardNs + settings.testNs() : beginAtNs;
  }

  /** A frame came. */
  public void received(Ft12Stream.Found found, Ft12Stream stream, long nowNs) {
    if (found == Ft12Stream.Found.NONE) {
      return;
    }
    if (found == Ft12Stream.Found.SINGLE) {
      lastHeardNs = nowNs;
      answered(LinkControl.ACK, nowNs);
    } else if (stream.address() == settings.address()) {
      lastHeardNs = nowNs;
      if (LinkControl.isPrimary(stream.control())) {
        asked(found, stream);
      } else {
        answered(LinkControl.function(stream.control()), nowNs);
      }
    }
  }

  private void answered(int function, long nowNs) {
    if (!open) {
      return;
    }
    if (state == State.STATUS) {
      if (function == LinkControl.STATUS) {
        open = false;
        state = State.RESET;
        beginAtNs = nowNs;
      }
      return;
    }
    if (function == LinkControl.ACK) {
      boolean unit = unitOut;
      open = false;
      unitOut = false;
      if (state == State.RESET) {
        state = State.UP;
        frameCount = false;
        peer.up(true);
      } else if (unit) {
        peer.delivered();
      }
    } else if (function != LinkControl.NACK && function != LinkControl.STATUS) {
      open = false;
      beginAtNs = nowNs + settings.timeoutNs();
      down();
    } // after NACK the same frame goes out again when its time is over: the other side is busy
  }

  private void asked(Ft12Stream.Found found, Ft12Stream stream) {
    boolean count = (stream.control() & LinkControl.FCB) != 0;
    switch (LinkControl.function(stream.control())) {
      case LinkControl.REQUEST_STATUS -> answer(LinkControl.STATUS);
      case LinkControl.RESET_LINK -> {
        otherReset = true;
        otherCount = false;
        owed = false;
        answer(LinkControl.ACK);
      }
      case LinkControl.TEST_LINK -> {
        if (otherReset) {
          otherCount = count;
          answer(LinkControl.ACK);
        }
      }
      case LinkControl.USER_DATA -> {
        if (!otherReset || found != Ft12Stream.Found.VARIABLE) {
          return; // not before its reset: it will begin anew
        }
        if (count == otherCount) {
          if (!owed) {
            answer(LinkControl.ACK); // a repetition of what was acknowledged
          }
          return;
        }
        otherCount = count;
        owed = true;
        received++;
        peer.unit(received - 1, stream.bytes(), stream.unitAt(), stream.unitBytes());
      }
      case LinkControl.USER_DATA_NO_REPLY -> {
        received++;
        peer.unit(received - 1, stream.bytes(), stream.unitAt(), stream.unitBytes());
      }
      default -> answer(LinkControl.NOT_IMPLEMENTED);
    }
  }

  private void answer(int function) {
    answer.fixed(direction | function, settings.address());
    peer.send(answer.bytes(), 0, answer.length());
  }

  /** Units up to this count may be acknowledged. */
  public void release(long count) {
    released = Math.max(released, Math.min(count, received));
    if (owed && released == received) {
      owed = false;
      answer(LinkControl.ACK);
    }
  }

  /** Units that came. */
  public long received() {
    return received;
  }

  /** The line was closed: everything begins anew. */
  public void reset(long nowNs) {
    open = false;
    otherReset = false;
    owed = false;
    beginAtNs = nowNs;
    down();
  }
}
