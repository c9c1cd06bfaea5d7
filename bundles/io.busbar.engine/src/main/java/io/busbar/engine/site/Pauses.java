package io.busbar.engine.site;

import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.Difference;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SitePlans.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which flows pause, and why. */
final class Pauses {
  private Pauses() {}

  static List<Pause> of(@Nullable SiteModel before, ModelControl.Plan plan) {
    Difference difference = plan.difference();
    Set<String> added = Set.copyOf(difference.devicesAdded());
    Set<String> changed = Set.copyOf(difference.devicesChanged());
    Set<String> channels = Set.copyOf(difference.channelsChanged());
    Set<String> templates = Set.copyOf(difference.templatesChanged());
    List<Pause> pauses = new ArrayList<>();
    for (DeviceSpec device : plan.candidate().devices()) {
      if (before == null || added.contains(device.name())) {
        continue;
      }
      if (channels.contains(device.channel())) {
        pauses.add(new Pause(device.name(), "its channel " + device.channel() + " is closed and opened again"));
      } else if (changed.contains(device.name())) {
        pauses.add(new Pause(device.name(), "its own settings change: it is bound anew"));
      } else if (templates.contains(device.template())) {
        pauses.add(new Pause(device.name(), "its template " + device.template()
            + " is compiled anew: its flows change between two batches and keep their memory"));
      }
    }
    return pauses;
  }
}
