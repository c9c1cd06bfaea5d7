package io.busbar.control.guard;

import io.busbar.api.command.Order;
import io.busbar.control.book.Tracked;
import io.busbar.control.rules.Image;
import io.busbar.control.rules.PointRule;
import io.busbar.control.wire.ControlMessage;
import org.jspecify.annotations.Nullable;

/** One command at the gateway. Under the guard's lock. */
final class Entry extends Tracked {
  /** Nothing is due. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int INTENT = 1;
  private static final int OPERATE_INTENT = 2;

  /** A frame of the present action may have been written. */
  boolean intent;
  /** An operate may have been written: there is no second one. */
  boolean operateIntent;
  /** The device has said itself that it has finished. */
  boolean terminated;
  /** Handed to the driver. */
  boolean dispatched;
  @Nullable PointRule rule;
  String approvedBy = "";
  long nonce;
  long challengedNs = NEVER;
  /** Monotonic time after which no frame may be written. */
  long deadlineNs = NEVER;
  /** Monotonic time at which the present state ends by itself. */
  long untilNs = NEVER;
  /** Which hand-over to a driver counts: what an earlier one says afterwards is not taken. */
  int turn;
  Image.@Nullable Reading before;
  @Nullable Voice voice;

  Entry(long serial, Order order) {
    super(serial, order);
  }

  /** One that an earlier process has taken. */
  static Entry restored(long serial, Order order, int flags) {
    Entry entry = new Entry(serial, order);
    entry.intent = (flags & INTENT) != 0;
    entry.operateIntent = (flags & OPERATE_INTENT) != 0;
    return entry;
  }

  @Override
  protected int flags() {
    return (intent ? INTENT : 0) | (operateIntent ? OPERATE_INTENT : 0);
  }

  /** The shorter of what the order and the point allow, ns. */
  long timeToLiveNs() {
    PointRule now = rule;
    long own = now == null ? 0 : now.timeToLiveNs();
    long wanted = order().timeToLiveMs();
    return wanted <= 0 || wanted > own / 1_000_000 ? own : wanted * 1_000_000;
  }

  /** Says something to whoever follows it. */
  void say(ControlMessage message) {
    Voice now = voice;
    if (now != null) {
      now.say(message);
    }
  }
}
