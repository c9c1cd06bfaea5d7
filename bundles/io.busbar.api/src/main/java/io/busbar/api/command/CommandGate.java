package io.busbar.api.command;

import java.util.function.BiConsumer;
import org.osgi.annotation.versioning.ProviderType;

/** The one door for controls at a gateway; a service of the control bundle. Thread-safe. */
@ProviderType
public interface CommandGate {
  /**
   * Hands in a command.
   *
   * @param listener told each state with its reason, on the gate's thread; the last one is final
   */
  void submit(Command command, BiConsumer<CommandState, String> listener);
}
