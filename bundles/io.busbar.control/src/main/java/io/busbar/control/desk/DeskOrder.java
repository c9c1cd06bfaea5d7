package io.busbar.control.desk;

import io.busbar.api.command.Order;
import io.busbar.api.command.OrderListener;
import io.busbar.control.book.Tracked;
import java.util.ArrayList;
import java.util.List;

/** An order at central. Under the desk's lock. */
final class DeskOrder extends Tracked {
  /** Listeners of one order at most: each that hands it in again is one. */
  static final int MAX_LISTENERS = 8;

  final List<OrderListener> listeners = new ArrayList<>();
  /** Monotonic time at which it was handed in; it does not hold any more after a restart. */
  long acceptedNs;
  boolean restored;
  /** Given to a session: it may have arrived. */
  boolean sent;
  /** How often it was given to a session, modulo 256. */
  int sendings;
  /** Monotonic time at which the gateway was asked last; half, so that a difference to it does not overflow. */
  long askedNs = Long.MIN_VALUE / 2;
  /** The desk itself has given up; what the gateway says afterwards is only shown. */
  boolean givenUp;

  DeskOrder(long serial, Order order) {
    super(serial, order);
  }

  /** One that an earlier process has taken: it may have been sent. */
  static DeskOrder restored(long serial, Order order, int flags) {
    DeskOrder restored = new DeskOrder(serial, order);
    restored.givenUp = flags != 0;
    restored.restored = true;
    restored.sent = true;
    return restored;
  }

  @Override
  protected int flags() {
    return givenUp ? 1 : 0;
  }

  /** It was given to a session. */
  void sent() {
    sent = true;
    sendings = (sendings + 1) & 0xFF;
  }

  void listen(OrderListener listener) {
    if (listeners.size() < MAX_LISTENERS) {
      listeners.add(listener);
    }
  }
}
