package io.busbar.engine.view;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.view.FlowTaps;
import io.busbar.api.view.PointFate;
import io.busbar.engine.image.ImageColumns;
import io.busbar.engine.image.ValueText;
import io.busbar.engine.model.PlacedPoint;
import io.busbar.engine.pipeline.Fate;
import io.busbar.engine.pipeline.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of the last reading of one point, copied on the shard's thread. */
final class FateCopy {
  private final PlacedPoint placed;
  private final List<FlowTaps.Sample> raw = new ArrayList<>();
  private final List<FlowTaps.Sample> result = new ArrayList<>();
  private byte fate = Fate.NOTHING_READ;
  private int identity;

  FateCopy(PlacedPoint placed) {
    this.placed = placed;
  }

  /** Copies. Shard's thread. */
  void copy() {
    if (!placed.pipeline().isTaken(placed.row())) {
      return;
    }
    Flow flow = placed.pipeline().flow(placed.number());
    for (int i = 0; i < flow.compiled().inputs().size(); i++) {
      add(raw, flow.nodeName(i), flow.input(i), flow.cell(placed.row()), Map.of());
    }
    add(result, FlowTaps.PUBLISHED, flow.image(), flow.cell(placed.row()), flow.compiled().output().labels());
    fate = flow.fate(placed.row());
    identity = flow.identity(placed.row());
  }

  private void add(List<FlowTaps.Sample> to, String node, ImageColumns image, int cell, Map<Long, String> labels) {
    if (image.sourceTime(cell) != SampleBatch.NO_TIME) {
      long bits = image.bits(cell);
      to.add(new FlowTaps.Sample(placed.device(), placed.point().spec().name(), node, ValueText.of(image.kind(), bits, image.blob(cell), labels),
          image.kind().toDouble(bits), image.quality(cell), image.timeQuality(cell), image.sourceTime(cell), image.gatewayTime(cell),
          image.cause(cell)));
    }
  }

  PointFate fate(String reason, boolean durable) {
    PointFate.End end = switch (fate) {
      case Fate.NOTHING_READ -> PointFate.End.NOTHING_READ;
      case Fate.UNCHANGED -> PointFate.End.UNCHANGED;
      case Fate.NOT_PUBLIC -> PointFate.End.NOT_PUBLIC;
      case Fate.PUBLISHED -> PointFate.End.PUBLISHED;
      default -> PointFate.End.STOPPED;
    };
    return new PointFate(placed.point().publish().name().toLowerCase(Locale.ROOT), placed.point().published().periodMs(), reason, raw,
        placed.point().stages().stream().map(stage -> stage.spec().id()).toList(), end, Math.max(0, fate), result, durable,
        identity);
  }
}
