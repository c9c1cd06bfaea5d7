package io.busbar.api.command;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The engine's side of the one door: brings a command to the driver of its point's device. Only the guard uses it; whoever else did
 * would go past it. Thread-safe, never blocks.
 */
@ProviderType
public interface CommandDispatch {
  /**
   * Hands a command to its driver, on the thread of the device's channel, once.
   *
   * @param command with {@code device/point} as its point
   * @param progress told what becomes of it; refused where there is no such device or no driver runs. It is told nothing if the channel
   *     ends meanwhile: the guard's own deadline ends the command then
   */
  void dispatch(Command command, CommandProgress progress);
}
