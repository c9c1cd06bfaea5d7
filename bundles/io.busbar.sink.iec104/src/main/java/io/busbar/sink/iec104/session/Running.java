package io.busbar.sink.iec104.session;

import io.busbar.api.command.Command;
import io.busbar.api.command.Command.Action;
import io.busbar.api.command.Order;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.sink.iec104.table.MappedPoint;
import io.busbar.sink.iec104.table.MappedPoint.CommandSpec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One command under way: a select and what follows it, under one identity. Server's thread. */
final class Running {
  static final long NEVER = Long.MAX_VALUE;
  /** QU: persistent output. IEC 60870-5-101 §7.2.6.26. */
  private static final int PERSISTENT = 3;
  private static final int REMOTE_CONTROL = 3;

  final MappedPoint point;
  final long bits;
  Action action = Action.OPERATE;
  @Nullable Scada104 from;
  boolean selected;
  boolean confirmed;
  /** The point's state was told since. */
  boolean returned;
  long sinceNs;
  /** When the termination goes out without a return information; {@link #NEVER} while it is not due. */
  long terminateAtNs = NEVER;

  private final long idHigh;
  private final long idLow;
  private Orders.@Nullable Received received;
  private byte[] unit = new byte[0];
  private int qualifier;

  Running(MappedPoint point, long bits, long idHigh, long idLow) {
    this.point = point;
    this.bits = bits;
    this.idHigh = idHigh;
    this.idLow = idLow;
  }

  /** The next step of it came. */
  void next(Scada104 by, Orders.Received step, Action nextAction) {
    from = by;
    received = step;
    unit = step.unit();
    qualifier = step.object().qualifier;
    action = nextAction;
    confirmed = false;
    returned = false;
    sinceNs = by.nowNs();
  }

  Order order(long timeToLiveMs) {
    CommandSpec spec = Objects.requireNonNull(point.command());
    Orders.Received step = Objects.requireNonNull(received);
    Scada104 by = Objects.requireNonNull(from);
    Command.Pulse pulse = qualifier == PERSISTENT ? new Command.Pulse(0, 0, 0) : Command.Pulse.DEFAULT;
    return new Order(idHigh, idLow, point.gateway(), action, point.device() + "/" + point.point(), OrderValue.kind(point, spec.type()), bits,
        timeToLiveMs, new Command.Originator(REMOTE_CONTROL, by.group().name() + " " + step.originator()), "iec104 " + by.remote(),
        step.originator(), step.test(), pulse);
  }

  String who() {
    Scada104 by = from;
    return by == null ? "nobody" : by.remote();
  }

  /** The connection's time, monotonic ns. */
  long nowNs() {
    Scada104 by = from;
    return by == null ? sinceNs : by.nowNs();
  }

  /** Confirms the last step, once. */
  void confirm(boolean positive) {
    if (!confirmed) {
      confirmed = true;
      int cause = action == Action.CANCEL ? CauseOfTransmission.DEACTIVATION_CON : CauseOfTransmission.ACTIVATION_CON;
      answer(cause | (positive ? 0 : CauseOfTransmission.NEGATIVE));
    }
  }

  /** Terminates. */
  void end(boolean positive) {
    answer(CauseOfTransmission.TERMINATION | (positive ? 0 : CauseOfTransmission.NEGATIVE));
  }

  void show(MappedPoint now) {
    Scada104 by = from;
    if (by != null && by.isStarted()) {
      by.conversation().show(now, CauseOfTransmission.RETURN_REMOTE);
    }
  }

  /** Only who commanded hears of it, while the connection lives. */
  private void answer(int cause) {
    Scada104 by = from;
    if (by != null && by.isStarted()) {
      by.conversation().answer(unit, cause);
    }
  }
}
