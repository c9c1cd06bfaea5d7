package io.busbar.control.wire;

import io.busbar.api.command.Command.Action;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers of constants on link and disk: their places here. New ones go to the end. */
public final class Codes {
  /** Actions. */
  static final List<Action> ACTIONS = List.of(Action.SELECT, Action.CANCEL, Action.OPERATE);
  /** States. */
  static final List<CommandState> STATES = List.of(CommandState.RECEIVED, CommandState.REFUSED, CommandState.SELECTED, CommandState.ACCEPTED,
      CommandState.OPERATED, CommandState.CONFIRMED, CommandState.EXECUTED_NOT_CONFIRMED, CommandState.FAILED, CommandState.EXPIRED,
      CommandState.CANCELLED, CommandState.UNKNOWN);

  private Codes() {}

  /** Writes a state and a cause. */
  public static ByteSink state(ByteSink out, CommandState state, @Nullable AdditionalCause cause) {
    return out.u8(STATES.indexOf(state)).text(cause == null ? "" : cause.name());
  }

  /** Reads a state. */
  public static CommandState state(ByteSource in) {
    return in.one(STATES);
  }

  /** Reads a cause; one that is not known here is some other. */
  public static @Nullable AdditionalCause cause(ByteSource in) {
    String name = in.text();
    for (AdditionalCause cause : AdditionalCause.values()) {
      if (cause.name().equals(name)) {
        return cause;
      }
    }
    return name.isEmpty() ? null : AdditionalCause.OTHER;
  }
}
