package io.busbar.api.command;

import io.busbar.api.command.CommandProgress.AdditionalCause;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Told what becomes of an order, state by state. Called on the desk's thread: quick, no blocking. */
@ConsumerType
@FunctionalInterface
public interface OrderListener {
  /**
   * The order has come to a state. States come in the order of {@link CommandState}, some are left out, and after a final one there is
   * none. {@link CommandState#UNKNOWN} is not a negative answer and must not be turned into one.
   *
   * @param cause why not, of a refused or failed one; null otherwise
   * @param reason for people; empty where there is nothing to say
   */
  void onState(CommandState state, @Nullable AdditionalCause cause, String reason);
}
