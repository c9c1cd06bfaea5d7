package io.busbar.benchmarks.engine;

import io.busbar.benchmarks.Figures;
import io.busbar.benchmarks.engine.RunningSite.Steps;
import java.util.ArrayList;
import java.util.List;

/** Loading a site of 90,000 points, and adding 100 devices while 50,000 samples a second flow: how long, and who has to wait. */
final class ModelPart implements Part {
  private static final int ADDED = 100;
  private static final int RATE = 50_000;
  private static final int TIMES = 21;
  private static final long WARM_MS = 12_000;
  private static final long SETTLE_MS = 700;

  @Override
  public void run(Figures figures, Table table) throws Exception {
    MeasuringJournal journal = new MeasuringJournal(samples -> {});
    try (RunningSite site = new RunningSite(journal)) {
      UtilitySite.write(site.folder, UtilitySite.DEVICES, "");
      Steps load = site.change();
      table.head("30 templates, 3,000 devices, 90,000 points");
      table.row("load, cold JVM", "%.0f ms (files %.0f, plan %.0f, apply %.0f)", load.totalMs(), load.files() / 1e6, load.plan() / 1e6,
          load.apply() / 1e6);
      site.driver.rate(RATE / UtilitySite.CHANNELS);
      Thread.sleep(WARM_MS);
      List<Double> all = new ArrayList<>();
      List<Double> worst = new ArrayList<>();
      List<Double> quiet = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        journal.takeWorstNs();
        Thread.sleep(SETTLE_MS);
        quiet.add(journal.takeWorstNs() / 1e6);
        UtilitySite.devices(site.folder, UtilitySite.DEVICES + ADDED);
        journal.takeWorstNs();
        Steps add = site.change();
        Thread.sleep(SETTLE_MS - (long) Math.min(SETTLE_MS, add.totalMs()));
        worst.add(journal.takeWorstNs() / 1e6);
        all.add(add.totalMs());
        if (i == 0 || i == TIMES - 1) {
          table.row("100 devices added, no. " + (i + 1), "%.0f ms (files %.0f, plan %.0f, apply %.0f), longest way of a sample %.2f ms",
              add.totalMs(), add.files() / 1e6, add.plan() / 1e6, add.apply() / 1e6, worst.get(i));
        }
        UtilitySite.devices(site.folder, UtilitySite.DEVICES);
        site.change();
      }
      double median = Figures.median(worst);
      table.row("100 devices added, median of " + TIMES, "%.0f ms, at most %.0f", Figures.median(all), Figures.quantile(all, 1));
      table.row("longest way of a sample, adding", "median %.2f ms, worst %.2f ms", median, Figures.quantile(worst, 1));
      table.row("longest way of a sample, otherwise", "median %.2f ms, worst %.2f ms in windows as long", Figures.median(quiet),
          Figures.quantile(quiet, 1));
      figures.figure("model.load90kMs", load.totalMs());
      figures.figure("model.add100DevicesMs", Figures.median(all));
      figures.figure("model.add100Devices.mostMs", Figures.quantile(all, 1));
      figures.figure("model.add100Devices.worstDelayMs", median);
      figures.figure("model.add100Devices.worstDelayOfAllMs", Figures.quantile(worst, 1));
      figures.figure("model.quiet.worstDelayMs", Figures.median(quiet));
      figures.figure("model.quiet.worstDelayOfAllMs", Figures.quantile(quiet, 1));
      figures.condition("model", "files read, planned and applied; load in a cold JVM; " + TIMES + " times 100 devices added and removed at "
          + RATE + " samples/s; worstDelayMs: the longest way of any sample from driver to journal in a window of 0.7 s around the change,"
          + " median of the windows (OfAll: the worst of them); quiet: the same in windows without a change");
    }
  }
}
