package io.busbar.engine.model;

import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.engine.pipeline.Overrides.OwnValue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What runs: the control plane's picture of the shard, replaced as a whole by each apply.
 *
 * @param site compiled model
 * @param variants at work, by key
 * @param devices where each device is, by name; a device without driver is in none
 * @param indexes taken device indexes, by channel
 */
record Layout(CompiledSite site, Map<String, Variant> variants, Map<String, Placed> devices, Map<String, RowTable> indexes) {
  /** Nothing runs. */
  static final Layout EMPTY = new Layout(
      new CompiledSite(new SiteModel("", Settings.NONE, Settings.NONE, List.of(),
          List.of(), List.of()), Map.of(), Map.of(), Map.of()),
      Map.of(), Map.of(), Map.of());

  List<OwnValue> overrides(String device) {
    return site.overrides().getOrDefault(device, List.of());
  }

  /** Whether this is what runs already: the same pipelines for the same devices. */
  boolean runs(CompiledSite next) {
    return next.variantOf().equals(site.variantOf()) && next.overrides().equals(site.overrides())
        && next.variants().keySet().equals(variants.keySet())
        && next.variants().entrySet().stream().allMatch(entry -> {
          Variant running = variants.get(entry.getKey());
          return running != null && Same.compiled(running.compiled(), entry.getValue());
        });
  }

  /** Devices of the model, those that wait for their driver among them. */
  Set<String> deviceNames() {
    Set<String> names = new HashSet<>();
    site.model().devices().forEach(device -> names.add(device.name()));
    return names;
  }

  @Nullable Placed device(String name) {
    return devices.get(name);
  }
}
