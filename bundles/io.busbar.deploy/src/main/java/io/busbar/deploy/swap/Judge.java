package io.busbar.deploy.swap;

import io.busbar.deploy.store.TrialNote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The health gate: whether each device that was well before answers again. Exchanges count, not values. */
final class Judge {
  private final List<String> before;
  private final long sinceNs;

  /** @param sinceNs wall time after which an exchange counts, ns */
  Judge(TrialNote note, long sinceNs) {
    before = note.devices();
    this.sinceNs = sinceNs;
  }

  /** Devices that were well and have not answered since, with why. */
  List<String> waiting(List<Ground.Device> now) {
    Map<String, Ground.Device> byName = new HashMap<>();
    now.forEach(device -> byName.put(device.name(), device));
    return before.stream().filter(name -> !answers(byName.get(name))).map(name -> {
      Ground.Device device = byName.get(name);
      return name + (device == null ? " (not there)" : device.reason().isEmpty() ? " (no answer yet)" : " (" + device.reason() + ")");
    }).toList();
  }

  private boolean answers(Ground.@org.jspecify.annotations.Nullable Device device) {
    return device != null && device.well() && device.lastGoodNs() > sinceNs;
  }
}
