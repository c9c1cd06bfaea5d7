package io.busbar.engine.model;

import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.model.DeviceSpec;
import io.busbar.engine.image.Handles;
import io.busbar.engine.pipeline.CompiledPoint;
import io.busbar.engine.pipeline.CompiledTemplate;
import io.busbar.engine.pipeline.Overrides;
import io.busbar.engine.pipeline.RowBinding;
import io.busbar.engine.shard.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a device is: its row, its index in its channel, its stable identities.
 *
 * @param spec as configured
 * @param variant at work for it
 * @param row in the variant's pipeline
 * @param index in its channel
 * @param epoch of its binding
 * @param identities of its points, 0 for those that are not published; then of its state and of the state's reason
 */
@SuppressWarnings("ArrayRecordComponent") // primitive on purpose: 100,000 points
record Placed(DeviceSpec spec, Variant variant, int row, int index, int epoch, int[] identities) {
  Source source() {
    CompiledTemplate compiled = variant.compiled();
    return new Source(index, spec.name(), handle(0), compiled.slots(), epoch);
  }

  private int handle(int slot) {
    return Handles.of(variant.pipeline().number(), Handles.slotBits(variant.compiled().slots()), row, slot);
  }

  DeviceBinding binding() {
    List<PointBinding> points = new ArrayList<>(variant.compiled().points().size());
    for (CompiledPoint point : variant.compiled().points()) {
      if (point.slots() == 0) {
        continue; // the driver has nothing to do with it
      }
      int[] handles = new int[point.slots()];
      for (int i = 0; i < handles.length; i++) {
        handles[i] = handle(point.firstSlot() + i);
      }
      points.add(new PointBinding(point.spec(), handles));
    }
    return new DeviceBinding(index, Overrides.withoutOverrides(spec), variant.compiled().spec(), points, epoch);
  }

  RowBinding rowBinding(List<Overrides.OwnValue> overrides) {
    int points = variant.compiled().points().size();
    return new RowBinding(row, spec.name(), identities, identities[points], identities[points + 1], overrides);
  }
}
