package io.busbar.control.guard;

import io.busbar.api.command.Command.Action;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.Order;
import io.busbar.control.rules.Image;
import io.busbar.control.rules.PointRule;
import io.busbar.control.wire.ByteSink;
import io.busbar.control.wire.ByteSource;
import io.busbar.control.wire.Codes;
import io.busbar.control.wire.CommandId;
import io.busbar.control.wire.ControlCodec;
import io.busbar.control.wire.ControlMessage;
import org.jspecify.annotations.Nullable;

/** One command at the gateway. Under the guard's lock. */
final class Entry {
  /** Nothing is due. */
  static final long NEVER = Long.MAX_VALUE;

  final CommandId id;
  final long serial;
  Order order;
  CommandState state = CommandState.RECEIVED;
  @Nullable AdditionalCause cause;
  String reason = "";
  /** A frame of the present action may have been written. */
  boolean intent;
  /** An operate may have been written: there is no second one. */
  boolean operateIntent;
  /** The device has said itself that it has finished. */
  boolean terminated;
  /** Handed to the driver. */
  boolean dispatched;
  long orderedWallNs;
  long changedWallNs;
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

  Entry(CommandId id, long serial, Order order) {
    this.id = id;
    this.serial = serial;
    this.order = order;
  }

  Action action() {
    return order.action();
  }

  boolean isFinal() {
    return state.isFinal();
  }

  /** The shorter of what the order and the point allow, ns. */
  long timeToLiveNs() {
    PointRule now = rule;
    long own = now == null ? 0 : now.timeToLiveNs();
    long wanted = order.timeToLiveMs();
    return wanted <= 0 || wanted > own / 1_000_000 ? own : wanted * 1_000_000;
  }

  /** Says something to whoever follows it. */
  void say(ControlMessage message) {
    Voice now = voice;
    if (now != null) {
      now.say(message);
    }
  }

  /** What must not be forgotten of it. */
  byte[] toBytes() {
    ByteSink out = Codes.state(new ByteSink().u8(1).u64(serial), state, cause).u8(intent ? 1 : 0).u8(operateIntent ? 1 : 0)
        .u64(orderedWallNs).u64(changedWallNs).text(reason);
    ControlCodec.order(out, order);
    return out.toBytes();
  }

  /** What was remembered; null if the bytes are none. */
  static @Nullable Entry read(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    int version = in.u8();
    long serial = in.u64();
    CommandState state = Codes.state(in);
    @Nullable AdditionalCause why = Codes.cause(in);
    boolean intent = in.u8() != 0;
    boolean operateIntent = in.u8() != 0;
    long ordered = in.u64();
    long changed = in.u64();
    String reason = in.text();
    Order order = ControlCodec.order(in);
    if (in.failed() || version != 1) {
      return null;
    }
    Entry entry = new Entry(new CommandId(order.idHigh(), order.idLow()), serial, order);
    entry.state = state;
    entry.cause = why;
    entry.intent = intent;
    entry.operateIntent = operateIntent;
    entry.orderedWallNs = ordered;
    entry.changedWallNs = changed;
    entry.reason = reason;
    return entry;
  }
}
