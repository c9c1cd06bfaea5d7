package io.busbar.control.book;

import io.busbar.api.command.Command.Action;
import io.busbar.api.command.CommandId;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.Order;
import io.busbar.control.wire.ByteSink;
import io.busbar.control.wire.ByteSource;
import io.busbar.control.wire.Codes;
import io.busbar.control.wire.ControlCodec;
import org.jspecify.annotations.Nullable;

/** An order and where it stands. Under its owner's lock; the state changes by {@link Book#state} alone. */
public abstract class Tracked {
  private static final int VERSION = 2;

  private final CommandId id;
  private final long serial;
  private Order order;
  private CommandState state = CommandState.RECEIVED;
  private @Nullable AdditionalCause cause;
  private String reason = "";
  private long orderedWallNs;
  private long changedWallNs;

  /**
   * Taken over, nothing written.
   *
   * @param serial place in the order of arrival; counts up over restarts
   */
  protected Tracked(long serial, Order order) {
    id = new CommandId(order.idHigh(), order.idLow());
    this.serial = serial;
    this.order = order;
  }

  /** What must not be forgotten besides, in eight bits. */
  protected abstract int flags();

  /** Identity. */
  public final CommandId id() {
    return id;
  }

  /** The order that counts now. */
  public final Order order() {
    return order;
  }

  /** After a select: the operate or the cancel. */
  public final void follow(Order next) {
    order = next;
  }

  /** What is wanted now. */
  public final Action action() {
    return order.action();
  }

  /** Where it stands. */
  public final CommandState state() {
    return state;
  }

  /** Whether no other state follows. */
  public final boolean isFinal() {
    return state.isFinal();
  }

  /** Why not; null where it is not refused and has not failed. */
  public final @Nullable AdditionalCause cause() {
    return cause;
  }

  /** For people; may be empty. */
  public final String reason() {
    return reason;
  }

  /** Says what it waits for; not durable. */
  public final void reason(String newReason) {
    reason = newReason;
  }

  final long serial() {
    return serial;
  }

  final long orderedWallNs() {
    return orderedWallNs;
  }

  final long changedWallNs() {
    return changedWallNs;
  }

  final void ordered(long wallNs) {
    orderedWallNs = wallNs;
    changedWallNs = wallNs;
  }

  final void change(CommandState newState, @Nullable AdditionalCause newCause, String newReason, long wallNs) {
    state = newState;
    cause = newCause;
    reason = newReason;
    changedWallNs = wallNs;
  }

  final byte[] toBytes() {
    ByteSink out = Codes.state(new ByteSink().u8(VERSION).u64(serial), state, cause).u8(flags()).u64(orderedWallNs).u64(changedWallNs)
        .text(reason);
    ControlCodec.order(out, order);
    return out.toBytes();
  }

  /** What was remembered; null if the bytes are none. */
  static <T extends Tracked> @Nullable T read(byte[] bytes, Maker<T> maker) {
    ByteSource in = new ByteSource(bytes);
    int version = in.u8();
    long serial = in.u64();
    CommandState state = Codes.state(in);
    AdditionalCause cause = Codes.cause(in);
    int flags = in.u8();
    long ordered = in.u64();
    long changed = in.u64();
    String reason = in.text();
    Order order = ControlCodec.order(in);
    if (in.failed() || version != VERSION) {
      return null;
    }
    T read = maker.make(serial, order, flags);
    read.ordered(ordered);
    read.change(state, cause, reason, changed);
    return read;
  }

  /**
   * Makes one again of what was remembered.
   *
   * @param <T> what desk or guard knows of an order
   */
  @FunctionalInterface
  public interface Maker<T extends Tracked> {
    /** With its {@link Tracked#flags}. */
    T make(long serial, Order order, int flags);
  }
}
