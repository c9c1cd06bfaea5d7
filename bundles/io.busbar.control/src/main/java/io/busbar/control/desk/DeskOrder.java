package io.busbar.control.desk;

import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.Order;
import io.busbar.api.command.OrderListener;
import io.busbar.control.wire.ByteSink;
import io.busbar.control.wire.ByteSource;
import io.busbar.control.wire.Codes;
import io.busbar.control.wire.CommandId;
import io.busbar.control.wire.ControlCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order at central. Under the desk's lock. */
final class DeskOrder {
  /** Listeners of one order at most: each that hands it in again is one. */
  static final int MAX_LISTENERS = 8;

  final CommandId id;
  final long serial;
  final List<OrderListener> listeners = new ArrayList<>();
  Order order;
  CommandState state = CommandState.RECEIVED;
  @Nullable AdditionalCause cause;
  String reason = "";
  long orderedWallNs;
  long changedWallNs;
  /** Monotonic time at which it was handed in; it does not hold any more after a restart. */
  long acceptedNs;
  boolean restored;
  /** Given to a session: it may have arrived. */
  boolean sent;
  long askedNs = Long.MIN_VALUE;
  /** The desk itself has given up; what the gateway says afterwards is only shown. */
  boolean givenUp;

  DeskOrder(CommandId id, long serial, Order order) {
    this.id = id;
    this.serial = serial;
    this.order = order;
  }

  boolean isFinal() {
    return state.isFinal();
  }

  void listen(OrderListener listener) {
    if (listeners.size() < MAX_LISTENERS) {
      listeners.add(listener);
    }
  }

  byte[] toBytes() {
    ByteSink out = Codes.state(new ByteSink().u8(1).u64(serial), state, cause).u8(givenUp ? 1 : 0).u64(orderedWallNs).u64(changedWallNs)
        .text(reason);
    ControlCodec.order(out, order);
    return out.toBytes();
  }

  static @Nullable DeskOrder read(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    int version = in.u8();
    long serial = in.u64();
    CommandState state = Codes.state(in);
    @Nullable AdditionalCause cause = Codes.cause(in);
    boolean givenUp = in.u8() != 0;
    long ordered = in.u64();
    long changed = in.u64();
    String reason = in.text();
    Order order = ControlCodec.order(in);
    if (in.failed() || version != 1) {
      return null;
    }
    DeskOrder read = new DeskOrder(new CommandId(order.idHigh(), order.idLow()), serial, order);
    read.state = state;
    read.cause = cause;
    read.givenUp = givenUp;
    read.orderedWallNs = ordered;
    read.changedWallNs = changed;
    read.reason = reason;
    read.restored = true;
    read.sent = true;
    return read;
  }
}
