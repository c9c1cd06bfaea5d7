package io.busbar.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.model.ModelControl.Plan;
import io.busbar.api.template.TemplateLoader.Loaded;
import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Crew;
import io.busbar.engine.core.Engine;
import io.busbar.engine.site.SiteFolder;
import io.busbar.filter.deadband.DbAbsFilter;
import io.busbar.filter.deadband.DbPctFilter;
import io.busbar.filter.deadband.OnChangeFilter;
import io.busbar.filter.value.ClipFilter;
import io.busbar.filter.value.LinearFilter;
import io.busbar.filter.value.QuantizeFilter;
import io.busbar.filter.value.RangeScaleFilter;
import io.busbar.journal.log.SegmentLog;
import io.busbar.journal.stage.SampleJournalStage;
import io.busbar.journal.storage.FolderStorage;
import io.busbar.template.yaml.YamlTemplateLoader;
import io.busbar.testkit.MemorySampleJournal;
import io.busbar.testkit.NoLines;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The engine with a generated site and a driver in the same process: time to load, share of a core and memory taken at a
 * steady rate, highest rate; once before a journal that only counts, once before the real one; beside one object per point.
 */
public final class EngineBenchmark {
  private static final int DEVICES = 2_000;
  private static final int POINTS = 50;
  private static final int RATE = 50_000;
  private static final int SECONDS = 10;

  private final PrintStream out;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final SystemClock clock = new SystemClock();

  private EngineBenchmark(PrintStream out) {
    this.out = out;
  }

  /** The machine's clocks. */
  private static final class SystemClock implements SiteClock {
    @Override
    public long wallNs() {
      return System.currentTimeMillis() * 1_000_000;
    }

    @Override
    public long monotonicNs() {
      return System.nanoTime();
    }

    @Override
    public ClockState state() {
      return ClockState.UNSYNCHRONISED;
    }

    @Override
    public String source() {
      return "machine";
    }
  }

  /** Runs; prints to standard output. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    new EngineBenchmark(System.out).run();
  }

  private void run() throws IOException, InterruptedException {
    print("%d devices x %d points, %d templates, %d channels; Java %s, %d processors, heap limit %d MB", DEVICES, POINTS,
        GeneratedSite.TEMPLATES, GeneratedSite.CHANNELS, Runtime.version(), Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20);
    Path folder = Files.createTempDirectory("busbar-benchmark");
    try {
      GeneratedSite.write(folder.resolve("site"), DEVICES, POINTS);
      MemorySampleJournal counting = new MemorySampleJournal();
      counting.keepRows(false);
      counting.commitAtOnce(true);
      measure("engine, journal that only counts", folder.resolve("site"), counting);
      try (FolderStorage storage = FolderStorage.open(folder.resolve("journal"))) {
        withRealJournal(folder, storage);
      }
      peer();
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }

  private void withRealJournal(Path folder, FolderStorage storage) throws IOException, InterruptedException {
    SegmentLog log = SegmentLog.open(storage, new JournalOptions(4 << 20, 1L << 30), clock, System::nanoTime);
    SampleJournalStage stage = new SampleJournalStage(log, clock, 200);
    Thread writer = new Thread(() -> {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          stage.doWork();
          stage.awaitWork(20);
        }
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    }, "journal");
    writer.start();
    measure("engine, real journal", folder.resolve("site"), stage);
    writer.interrupt();
    writer.join();
    stage.close();
  }

  private void measure(String what, Path site, SampleJournal journal) throws InterruptedException {
    print("%n%s", what);
    FloodDriver driver = new FloodDriver();
    driver.rate(-1);
    long start = System.nanoTime();
    long cpu = machine.getProcessCpuTime();
    try (Engine engine = new Engine(new ChannelServices(new NoLines(), clock, System::nanoTime, journal), Crew.threads(),
        Runnable::run)) {
      engine.model().add(driver);
      for (FilterFactory filter : List.of(new LinearFilter(), new RangeScaleFilter(), new ClipFilter(), new QuantizeFilter(),
          new DbAbsFilter(), new DbPctFilter(), new OnChangeFilter())) {
        engine.model().add(filter);
      }
      Loaded loaded = new YamlTemplateLoader().load(new SiteFolder(site));
      long parsed = System.nanoTime();
      if (loaded.model() == null) {
        throw new IllegalStateException("the generated site is refused: " + loaded.problems());
      }
      Plan plan = engine.model().plan(loaded.model());
      if (!plan.isApplicable() || !engine.model().apply(plan).isEmpty()) {
        throw new IllegalStateException("the generated site is refused: " + plan.problems());
      }
      long applied = System.nanoTime();
      print("  load                 %.2f s (files %.2f s, plan and apply %.2f s), %.2f s of processor time, system load %.1f",
          (applied - start) / 1e9, (parsed - start) / 1e9, (applied - parsed) / 1e9, (machine.getProcessCpuTime() - cpu) / 1e9,
          machine.getSystemLoadAverage());
      print("  heap in use          %d MB", usedMb());
      driver.rate(RATE / GeneratedSite.CHANNELS);
      Thread.sleep(5_000);
      steady(engine);
      driver.rate(0);
      Thread.sleep(2_000);
      flatOut(engine);
      driver.rate(-1);
    }
  }

  private void steady(Engine engine) throws InterruptedException {
    long thread = threadId("busbar engine");
    long samples = samplesIn(engine);
    long published = counter(engine, "samples.published");
    long cpu = threads.getThreadCpuTime(thread);
    long bytes = threads.getThreadAllocatedBytes(thread);
    long channels = channelCpu();
    long from = System.nanoTime();
    Thread.sleep(SECONDS * 1_000L);
    double seconds = (System.nanoTime() - from) / 1e9;
    // Before the counters are asked for: the answer is made on the engine's thread and takes memory there.
    long cpuUsed = threads.getThreadCpuTime(thread) - cpu;
    long bytesTaken = threads.getThreadAllocatedBytes(thread) - bytes;
    long count = samplesIn(engine) - samples;
    print("  steady               %.0f samples/s in, %.0f/s published", count / seconds,
        (counter(engine, "samples.published") - published) / seconds);
    print("  engine thread        %.1f %% of a core, %.4f bytes taken per sample", cpuUsed / seconds / 1e7,
        bytesTaken / (double) count);
    print("  channel threads      %.1f %% of a core", (channelCpu() - channels) / seconds / 1e7);
    print("  heap in use          %d MB", usedMb());
  }

  private void flatOut(Engine engine) throws InterruptedException {
    long thread = threadId("busbar engine");
    long samples = samplesIn(engine);
    long cpu = threads.getThreadCpuTime(thread);
    long from = System.nanoTime();
    Thread.sleep(5_000);
    long count = samplesIn(engine) - samples;
    double seconds = (System.nanoTime() - from) / 1e9;
    long busy = threads.getThreadCpuTime(thread) - cpu;
    print("  as fast as it goes   %.0f samples/s; %.0f ns of the engine thread per sample (%.2f million/s on a core of its own)",
        count / seconds, (double) busy / count, count / (busy / 1e9) / 1e6);
  }

  private void peer() {
    print("%nobject per point, object per sample, points by name (the peer)");
    long start = System.nanoTime();
    ObjectPerPoint peer = new ObjectPerPoint(DEVICES, POINTS);
    print("  load                 %.2f s (made in a loop, no files)", (System.nanoTime() - start) / 1e9);
    for (int warm = 0; warm < 20; warm++) {
      peer.take(DEVICES * POINTS, warm);
    }
    int rounds = 50;
    long thread = Thread.currentThread().getId();
    long cpu = threads.getThreadCpuTime(thread);
    long bytes = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < rounds; i++) {
      peer.take(DEVICES * POINTS, i * 7L);
    }
    double count = (double) rounds * DEVICES * POINTS;
    double perSample = (threads.getThreadCpuTime(thread) - cpu) / count;
    print("  as fast as it goes   %.0f ns per sample, %.1f bytes taken per sample; %.1f %% of a core at %d samples/s", perSample,
        (threads.getThreadAllocatedBytes(thread) - bytes) / count, perSample * RATE / 1e7, RATE);
    print("  heap in use          %d MB (%d points with a value, %d published)", usedMb(), peer.present(), peer.published());
  }

  private static long samplesIn(Engine engine) {
    return counter(engine, "samples.in");
  }

  private static long counter(Engine engine, String name) {
    return engine.view().counters().stream().filter(counter -> counter.name().equals(name)).findFirst().orElseThrow().value();
  }

  private long channelCpu() {
    long sum = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("busbar channel")) {
        sum += Math.max(0, threads.getThreadCpuTime(thread.getId()));
      }
    }
    return sum;
  }

  private static long threadId(String name) {
    return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(name)).findFirst().orElseThrow()
        .getId();
  }

  private static long usedMb() {
    System.gc();
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
  }

  private void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
