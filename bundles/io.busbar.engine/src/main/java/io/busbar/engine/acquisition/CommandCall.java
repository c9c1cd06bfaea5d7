package io.busbar.engine.acquisition;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.driver.Driver;

/** Hands one command to the driver of the moment. Channel's thread, once. */
final class CommandCall {
  private static final AdHocReading HANDED_OVER = AdHocReading.none("");

  private final int device;
  private final Command command;
  private final CommandProgress progress;
  private boolean reached;

  CommandCall(int device, Command command, CommandProgress progress) {
    this.device = device;
    this.command = command;
    this.progress = progress;
  }

  void over(ChannelAgent agent) {
    AdHocReading answer = agent.ask(this::to);
    if (!reached) {
      progress.refused(AdditionalCause.BLOCKED_BY_HEALTH, String.join(" ", answer.lines()));
    }
    agent.context().wakeUp();
  }

  /** What a driver throws leaves open whether anything was written: the guard knows whether it was allowed to. */
  private AdHocReading to(Driver driver) {
    reached = true;
    try {
      driver.command(device, command, progress);
    } catch (RuntimeException | LinkageError | StackOverflowError failure) {
      progress.unknown("the driver failed while it had the command (" + failure + "). Look at the device.");
    }
    return HANDED_OVER;
  }
}
