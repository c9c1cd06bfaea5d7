package io.busbar.benchmarks.engine;

import io.busbar.benchmarks.Figures;

/** 100,000 points at one sample a second each: the share of a core, with the product's threads and rings. */
final class RatePart implements Part {
  private static final int DEVICES = 3_334;
  private static final int POINTS = DEVICES * UtilitySite.POINTS;
  private static final long WARM_MS = 15_000;
  private static final long MEASURED_MS = 20_000;

  @Override
  public void run(Figures figures, Table table) throws Exception {
    MeasuringJournal journal = new MeasuringJournal(samples -> {});
    try (RunningSite site = new RunningSite(journal)) {
      UtilitySite.write(site.folder, DEVICES, "");
      site.change();
      site.driver.rate(POINTS / UtilitySite.CHANNELS);
      Thread.sleep(WARM_MS);
      long in = site.counter("samples.in");
      long out = journal.count();
      long engine = Cpu.ns("busbar engine");
      long channels = Cpu.ns("busbar channel");
      long bytes = Cpu.allocated("busbar engine");
      long start = System.nanoTime();
      Thread.sleep(MEASURED_MS);
      double seconds = (System.nanoTime() - start) / 1e9;
      double engineShare = (Cpu.ns("busbar engine") - engine) / seconds / 1e7;
      double channelShare = (Cpu.ns("busbar channel") - channels) / seconds / 1e7;
      bytes = Cpu.allocated("busbar engine") - bytes;
      long count = site.counter("samples.in") - in;
      table.head(POINTS + " points at one sample a second each, batches of one device's " + UtilitySite.POINTS + " points, 1 to 3 filters a point");
      table.row("samples in", "%.0f a second", count / seconds);
      table.row("published", "%.0f a second", (journal.count() - out) / seconds);
      table.row("engine thread", "%.2f %% of a core", engineShare);
      table.row("channel threads", "%.2f %% of a core (a driver that makes numbers up)", channelShare);
      table.row("taken by the engine thread", "%.4f bytes a sample", bytes / (double) count);
      figures.figure("engine.rate.samplesPerSecond", count / seconds);
      figures.figure("engine.rate.enginePercentOfCore", engineShare);
      figures.figure("engine.rate.channelsPercentOfCore", channelShare);
      figures.figure("engine.rate.allocatedBytesPerSample", bytes / (double) count);
      figures.condition("rate", POINTS + " points, one sample a second each, batches of one device's 30 points, 4 channels; processor time of"
          + " the threads over 20 s after 15 s");
    }
  }
}
