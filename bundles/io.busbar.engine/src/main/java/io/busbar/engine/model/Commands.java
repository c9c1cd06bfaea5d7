package io.busbar.engine.model;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandDispatch;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.SiteModel;
import io.busbar.engine.acquisition.Channel;
import java.util.Optional;

/** Finds the channel of a command's device. Thread-safe. */
public final class Commands implements CommandDispatch {
  private final EngineModel model;
  private final Channels channels;

  /** Commands to the devices of a model. */
  public Commands(EngineModel model, Channels channels) {
    this.model = model;
    this.channels = channels;
  }

  @Override
  public void dispatch(Command command, CommandProgress progress) {
    String name = command.point().substring(0, Math.max(0, command.point().indexOf('/')));
    Optional<DeviceSpec> device = model.current().map(SiteModel::devices).flatMap(all -> all.stream().filter(one -> one.name().equals(name))
        .findFirst());
    if (device.isEmpty()) {
      progress.refused(AdditionalCause.NOT_SUPPORTED, "there is no device \"" + name + "\" at this site");
      return;
    }
    Channel channel = channels.get(device.get().channel());
    if (channel == null) {
      progress.refused(AdditionalCause.BLOCKED_BY_HEALTH, "channel " + device.get().channel() + " is closed");
      return;
    }
    channel.command(model.indexOf(name), command, progress);
  }
}
