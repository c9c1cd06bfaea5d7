package io.busbar.benchmarks.engine;

import io.busbar.api.journal.SampleJournal;
import io.busbar.benchmarks.Figures;

/**
 * 100,000 points at one sample a second each: the share of a core, with the product's threads and rings; the engine alone, which hands over
 * to a journal that takes everything, and with the product's journal on disk behind it.
 */
final class RatePart implements Part {
  private static final int DEVICES = 3_334;
  private static final int POINTS = DEVICES * UtilitySite.POINTS;
  private static final long WARM_MS = 15_000;
  private static final long MEASURED_MS = 20_000;

  @Override
  public void run(Figures figures, Table table) throws Exception {
    table.head(POINTS + " points at one sample a second each, batches of one device's " + UtilitySite.POINTS + " points, 1 to 3 filters a point");
    Shares alone = measure(new MeasuringJournal(samples -> {}), "journal that takes everything", table);
    Shares whole;
    try (DiskJournal journal = new DiskJournal()) {
      whole = measure(journal.stage, "journal on disk", table);
    }
    figures.figure("engine.rate.samplesPerSecond", alone.rate());
    figures.figure("engine.rate.enginePercentOfCore", alone.engine());
    figures.figure("engine.rate.channelsPercentOfCore", alone.channels());
    figures.figure("engine.rate.allocatedBytesPerSample", alone.bytes());
    figures.figure("engine.rate.publishedShare", alone.published());
    figures.figure("engine.rate.onDisk.enginePercentOfCore", whole.engine());
    figures.figure("engine.rate.onDisk.journalPercentOfCore", whole.journal());
    figures.condition("rate", POINTS + " points, one sample a second each, batches of one device's 30 points, 4 channels; processor time of"
        + " the threads over 20 s after 15 s. enginePercentOfCore: the engine's thread, from the batches of the drivers through filters and image to"
        + " the hand-over to a journal that takes everything; onDisk: the same with the product's journal behind it, whose thread encodes blocks and"
        + " commits every 200 ms; channels: a driver that makes its numbers up, so that most of them pass the dead-bands (publishedShare)");
  }

  /** What threads took, % of a core, and what went through. */
  private record Shares(double rate, double engine, double channels, double journal, double published, double bytes) {}

  private static Shares measure(SampleJournal journal, String name, Table table) throws Exception {
    try (RunningSite site = new RunningSite(journal)) {
      UtilitySite.write(site.folder, DEVICES, "");
      site.change();
      site.driver.rate(POINTS / UtilitySite.CHANNELS);
      Thread.sleep(WARM_MS);
      long in = site.counter("samples.in");
      long out = site.counter("samples.published");
      long engine = Cpu.ns("busbar engine");
      long channels = Cpu.ns("busbar channel");
      long stage = Cpu.ns(DiskJournal.THREAD);
      long bytes = Cpu.allocated("busbar engine");
      long start = System.nanoTime();
      Thread.sleep(MEASURED_MS);
      bytes = Cpu.allocated("busbar engine") - bytes;
      double percentNs = (System.nanoTime() - start) / 100.0;
      double seconds = percentNs / 1e7;
      double count = site.counter("samples.in") - in;
      Shares shares = new Shares(count / seconds, (Cpu.ns("busbar engine") - engine) / percentNs,
          (Cpu.ns("busbar channel") - channels) / percentNs, (Cpu.ns(DiskJournal.THREAD) - stage) / percentNs,
          (site.counter("samples.published") - out) / count, bytes / count);
      table.row(name, "%.0f samples a second in, %.0f %% of them published", shares.rate(), 100 * shares.published());
      table.row("  engine thread", "%.2f %% of a core, %.4f bytes taken a sample", shares.engine(), shares.bytes());
      table.row("  journal thread", "%.2f %% of a core", shares.journal());
      table.row("  channel threads", "%.2f %% of a core (a driver that makes numbers up)", shares.channels());
      return shares;
    }
  }
}
