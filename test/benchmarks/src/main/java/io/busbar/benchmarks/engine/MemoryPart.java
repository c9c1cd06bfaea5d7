package io.busbar.benchmarks.engine;

import io.busbar.api.filter.FilterFactory;
import io.busbar.benchmarks.Figures;
import io.busbar.benchmarks.PreciseClock;
import io.busbar.engine.model.PlacedPoint;
import io.busbar.engine.pipeline.Pipeline;
import io.busbar.engine.pipeline.RowBinding;
import io.busbar.engine.shard.Shard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Heap for a point: the image and a chain of three filters, and the whole engine with its books. */
final class MemoryPart implements Part {
  private static final String CHAIN = "linear(0.1) | clip(0, 2000) | dbAbs(2)";
  private static final int POINTS = UtilitySite.DEVICES * UtilitySite.POINTS;

  @Override
  public void run(Figures figures, Table table) throws Exception {
    MeasuringJournal journal = new MeasuringJournal(samples -> {});
    try (RunningSite site = new RunningSite(journal)) {
      UtilitySite.write(site.folder, UtilitySite.DEVICES, CHAIN);
      long empty = Cpu.heap();
      site.change();
      long loaded = Cpu.heap();
      double whole = (loaded - empty) / (double) POINTS;
      double columns = columns(site);
      table.head("heap for a point of 90,000, " + CHAIN);
      table.row("image and chain", "%.1f bytes", columns);
      table.row("engine, model, journal's names, driver", "%.1f bytes", whole);
      figures.figure("engine.bytesPerPoint", columns);
      figures.figure("engine.wholeBytesPerPoint", whole);
      figures.condition("memory", "30 templates x 100 devices x 30 points, " + CHAIN + "; heap in use after collections, before and after the"
          + " pipelines of all templates were built again with all rows (bytesPerPoint), before and after the site was loaded"
          + " (wholeBytesPerPoint, with model, names, bindings and the driver's handles)");
    }
  }

  /** Builds the pipelines of the running model once more, as a load does: rows, filters, columns. */
  private static double columns(RunningSite site) throws Exception {
    Set<Pipeline> running = new LinkedHashSet<>();
    for (PlacedPoint point : site.engine.model().points("", POINTS)) {
      running.add(point.pipeline());
    }
    Map<String, FilterFactory> filters = Filters.all();
    Shard shard = new Shard(new MeasuringJournal(samples -> {}), new PreciseClock());
    List<Pipeline> built = new ArrayList<>();
    int[] identities = new int[UtilitySite.POINTS];
    long before = Cpu.heap();
    for (Pipeline present : running) {
      Pipeline pipeline = shard.makePipeline(built.size(), present.compiled());
      int rows = UtilitySite.DEVICES / UtilitySite.TEMPLATES;
      pipeline.grow(present.rows());
      pipeline.equip(filters::get);
      for (int row = 0; row < rows; row++) {
        pipeline.take(new RowBinding(row, "device", identities, 1, 2, List.of()), 1);
      }
      built.add(pipeline);
    }
    long after = Cpu.heap();
    if (built.size() != UtilitySite.TEMPLATES) {
      throw new IllegalStateException(built.size() + " templates");
    }
    return (after - before) / (double) POINTS;
  }
}
