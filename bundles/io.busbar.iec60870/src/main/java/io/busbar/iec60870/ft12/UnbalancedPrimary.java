package io.busbar.iec60870.ft12;

/**
 * What a master knows of one station on a line that it polls (IEC 60870-5-2 §5). {@link #request} makes the next frame; the answer, or that there
 * was none, decides what it is then: an unanswered frame is repeated as it was, with its frame count bit, and after so many repetitions the link
 * is reset. Every frame with a new frame count bit tells the station that its last answer arrived. One thread.
 */
public final class UnbalancedPrimary {
  /** What came of a request. */
  public enum Result {
    /** Acknowledged, or nothing to send. */
    DONE,
    /** Data came: the unit of the frame. */
    DATA,
    /** Not an answer to this. */
    UNFIT,
    /** The station refuses or is busy. */
    REFUSED
  }

  /** Where the link stands. */
  private enum State { STATUS, RESET, UP }

  private final int address;
  private final int retries;
  private final Ft12Frame frame;
  private State state = State.STATUS;
  private boolean frameCount;
  private boolean open;
  private int function;
  private int tries;
  private boolean demand;
  private boolean full;

  /**
   * A station.
   *
   * @param addressBytes 0 to 2
   * @param address of its link
   * @param retries repetitions before the link is reset, 0 or more
   */
  public UnbalancedPrimary(int addressBytes, int address, int retries) {
    this.address = address;
    this.retries = retries;
    this.frame = new Ft12Frame(addressBytes);
  }

  /** Whether the link is reset and carries data. */
  public boolean isUp() {
    return state == State.UP;
  }

  /** Whether a frame waits to be repeated. */
  public boolean isOpen() {
    return open;
  }

  /** ACD: the station has said that it has class 1 data. */
  public boolean hasDemand() {
    return demand;
  }

  /** DFC: the station has said that it takes no more data. */
  public boolean isFull() {
    return full;
  }

  /** The next frame: the one that was not answered, or what the link needs to come up, or a poll. */
  public Ft12Frame request(boolean classOne) {
    if (open) {
      return frame;
    }
    switch (state) {
      case STATUS -> begin(LinkControl.REQUEST_STATUS, false);
      case RESET -> begin(LinkControl.RESET_LINK, false);
      case UP -> begin(classOne ? LinkControl.REQUEST_CLASS_1 : LinkControl.REQUEST_CLASS_2, true);
    }
    return frame;
  }

  private void begin(int newFunction, boolean counted) {
    function = newFunction;
    open = true;
    tries = 0;
    frame.fixed(control(newFunction, counted), address);
  }

  private int control(int newFunction, boolean counted) {
    frameCount = counted && !frameCount;
    return LinkControl.PRM | (counted ? LinkControl.FCV : 0) | (frameCount ? LinkControl.FCB : 0) | newFunction;
  }

  /** A frame that carries a unit; only while up and not open. */
  public Ft12Frame send(byte[] unit, int offset, int length) {
    function = LinkControl.USER_DATA;
    open = true;
    tries = 0;
    return frame.variable(control(LinkControl.USER_DATA, true), address, unit, offset, length);
  }

  /** A frame came while this request was open. */
  public Result answer(Ft12Stream.Found found, Ft12Stream stream) {
    if (!open || found == Ft12Stream.Found.NONE) {
      return Result.UNFIT;
    }
    if (found == Ft12Stream.Found.SINGLE) {
      demand = demand && function != LinkControl.REQUEST_CLASS_1;
      return acknowledged();
    }
    if (stream.address() != address || LinkControl.isPrimary(stream.control())) {
      return Result.UNFIT;
    }
    demand = (stream.control() & LinkControl.ACD) != 0;
    full = (stream.control() & LinkControl.DFC) != 0;
    boolean poll = function == LinkControl.REQUEST_CLASS_1 || function == LinkControl.REQUEST_CLASS_2;
    switch (LinkControl.function(stream.control())) {
      case LinkControl.RESPOND_DATA -> {
        open = !poll && open;
        return poll && found == Ft12Stream.Found.VARIABLE ? Result.DATA : Result.UNFIT;
      }
      case LinkControl.STATUS -> {
        if (state == State.STATUS) {
          open = false;
          state = State.RESET;
          return Result.DONE;
        }
        return Result.UNFIT;
      }
      case LinkControl.ACK, LinkControl.RESPOND_NO_DATA -> {
        return acknowledged();
      }
      default -> {
        open = false;
        return Result.REFUSED;
      }
    }
  }

  private Result acknowledged() {
    if (state == State.STATUS) {
      return Result.UNFIT;
    }
    open = false;
    if (state == State.RESET) {
      state = State.UP;
      frameCount = false;
    }
    return Result.DONE;
  }

  /**
   * Nothing came in time.
   *
   * @return whether the link is given up: the request will not be repeated, the link begins anew
   */
  public boolean timedOut() {
    tries++;
    if (tries <= retries && state == State.UP) {
      return false;
    }
    reset();
    return true;
  }

  /** The link begins anew. */
  public void reset() {
    state = State.STATUS;
    open = false;
    demand = false;
    full = false;
    tries = 0;
  }
}
