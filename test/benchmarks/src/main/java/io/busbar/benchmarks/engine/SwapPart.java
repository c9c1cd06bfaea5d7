package io.busbar.benchmarks.engine;

import io.busbar.api.driver.DriverFactory;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.line.LineService;
import io.busbar.api.model.FilterSets;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.SiteModel;
import io.busbar.api.storage.TrustedFiles;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
import io.busbar.benchmarks.Figures;
import io.busbar.benchmarks.Framework;
import io.busbar.benchmarks.PreciseClock;
import io.busbar.benchmarks.SiteText;
import io.busbar.template.yaml.YamlTemplateLoader;
import io.busbar.testkit.NoLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Updates of filter bundles in a Felix framework while samples flow, by the engine's own service: the next version is installed and started
 * beside the present one, which is then uninstalled. The journal proves each sample; a loader that is not collected afterwards is one too many.
 */
final class SwapPart implements Part {
  private static final int SWAPS = 1_000;
  private static final int DEVICES = 20;
  private static final long STEP_NS = 100_000;
  private static final long WARM_MS = 5_000;
  private static final long START_LIMIT_NS = 20_000_000_000L;
  private static final int COLLECTIONS = 10;
  private static final String[] SETS = {"value", "deadband", "electrical", "event"};
  private static final String FILTER = "io.busbar.filter.";

  private final ProvingJournal journal = new ProvingJournal();
  private final CountingDriver driver = new CountingDriver(STEP_NS);
  private final List<WeakReference<ClassLoader>> left = new ArrayList<>();
  private final List<Double> gaps = new ArrayList<>();
  private final List<Double> pauses = new ArrayList<>();
  private final List<Double> usual = new ArrayList<>();
  private final List<Double> durations = new ArrayList<>();

  @Override
  public void run(Figures figures, Table table) throws Exception {
    String api = new JarFile(Framework.jar("io.busbar.api").toFile()).getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
    Framework framework = Framework.start(Map.of(), List.of(api));
    BundleContext context = framework.context();
    context.registerService(SampleJournal.class, journal, null);
    context.registerService(LineService.class, new NoLines(), null);
    context.registerService(SiteClock.class, new PreciseClock(), null);
    context.registerService(RandomSource.class, () -> 4, null);
    context.registerService(DriverFactory.class, driver, null);
    context.registerService(TrustedFiles.class, new NoFiles(), null);
    for (String name : List.of("org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component", "org.apache.felix.scr",
        "io.busbar.engine")) {
      framework.install(name);
    }
    Bundle[] present = new Bundle[SETS.length];
    for (int set = 0; set < SETS.length; set++) {
      present[set] = framework.install(FILTER + SETS[set]);
    }
    apply(context);
    FilterSets sets = service(context, FilterSets.class);
    if (sets.remove(FILTER + SETS[0], false).isEmpty()) {
      throw new IllegalStateException("a bundle in use was removed");
    }
    Thread.sleep(WARM_MS);
    for (int swap = 0; swap < SWAPS; swap++) {
      present[swap % SETS.length] = swap(context, sets, present[swap % SETS.length], swap);
    }
    Thread.sleep(WARM_MS / 5);
    driver.stop();
    Thread.sleep(WARM_MS / 5);
    long lost = journal.missing() + Math.max(0, driver.sent() - journal.proved());
    int kept = kept();
    table.head(SWAPS + " updates of filter bundles, 10,000 batches of 4 samples a second offered");
    table.row("samples", "%,d sent, %,d lost, %,d doubled or out of order, %,d with a wrong state", driver.sent(), lost, journal.doubled(),
        journal.wrong());
    table.row("longest pause around a swap", "median %.2f ms, in windows as long without one %.2f ms", Figures.median(pauses), Figures.median(usual));
    table.row("gap", "median %.2f ms, 99 %% %.2f ms", Figures.median(gaps), Figures.quantile(gaps, 0.99));
    table.row("a swap, from install to uninstalled", "median %.0f ms", Figures.median(durations));
    table.row("class loaders kept", "%d of %d", kept, left.size());
    figures.figure("swap.filter.medianGapMs", Figures.median(gaps));
    figures.figure("swap.filter.p99GapMs", Figures.quantile(gaps, 0.99));
    figures.figure("swap.filter.medianPauseMs", Figures.median(pauses));
    figures.figure("swap.filter.usualPauseMs", Figures.median(usual));
    figures.figure("swap.filter.lost", (double) lost);
    figures.figure("swap.filter.doubledOrOutOfOrder", (double) journal.doubled());
    figures.figure("swap.filter.wrongState", (double) journal.wrong());
    figures.figure("swap.filter.classLoadersKept", kept);
    figures.figure("swap.filter.swaps", SWAPS);
    figures.condition("swap", "Felix " + context.getBundle().getVersion() + " and SCR, " + SWAPS + " updates of the bundles "
        + String.join(", ", SETS) + " in turn, each to a version of its own, started beside the one that is then uninstalled; " + DEVICES
        + " devices with linear, accumulator, quantize | onChange and reorder; pause: longest time between two deliveries to the journal from"
        + " the installation to the end of the uninstallation; gap: what that is more than the longest pause of a window as long before it");
    framework.close();
  }

  private void apply(BundleContext context) throws InterruptedException, InvalidSyntaxException {
    SiteText text = new SiteText("swap", "counting").file("templates/kind.yaml", """
        points:
          seq: {read: "1", flow: "linear(1)", publish: event}
          total: {read: "7", flow: "accumulator(65536, 1000)", publish: event}
          band: {read: "1", flow: "quantize(1) | onChange", publish: event}
          late: {read: "1", flow: "reorder(2ms)", publish: event}
        """);
    for (int d = 0; d < DEVICES; d++) {
      text.device("D" + d, "kind", d);
    }
    SiteModel model = Objects.requireNonNull(new YamlTemplateLoader().load(text).model());
    ModelControl control = service(context, ModelControl.class);
    ModelControl.Plan plan = control.plan(model);
    if (!plan.isApplicable() || !control.apply(plan).isEmpty()) {
      throw new IllegalStateException("refused: " + plan.problems());
    }
  }

  /**
   * A service, when it is there. Asked for without the framework's check of who sees which class: the packages are this class path's, and
   * for its own context the framework does not find that out.
   */
  private static <T> T service(BundleContext context, Class<T> type) throws InterruptedException, InvalidSyntaxException {
    long until = System.nanoTime() + START_LIMIT_NS;
    while (System.nanoTime() < until) {
      ServiceReference<?>[] references = context.getAllServiceReferences(type.getName(), null);
      Object service = references == null ? null : context.getService(references[0]);
      if (service != null) {
        return type.cast(service);
      }
      Thread.sleep(10);
    }
    throw new IllegalStateException("no service " + type.getName());
  }

  private Bundle swap(BundleContext context, FilterSets sets, Bundle old, int number) throws Exception {
    byte[] jar = version(Framework.jar(old.getSymbolicName()), "0.2." + number);
    journal.takeLongestPauseNs();
    long wait = durations.isEmpty() ? 20 : (long) Math.max(2, Figures.median(durations));
    Thread.sleep(wait);
    double quiet = journal.takeLongestPauseNs() / 1e6;
    long start = System.nanoTime();
    left.add(new WeakReference<>(old.adapt(BundleWiring.class).getClassLoader()));
    List<String> refused = sets.update(old.getSymbolicName(), new ByteArrayInputStream(jar));
    if (!refused.isEmpty()) {
      throw new IllegalStateException("refused: " + refused);
    }
    durations.add((System.nanoTime() - start) / 1e6);
    double pause = journal.takeLongestPauseNs() / 1e6;
    pauses.add(pause);
    usual.add(quiet);
    gaps.add(Math.max(0, pause - quiet));
    return Arrays.stream(context.getBundles()).filter(bundle -> old.getSymbolicName().equals(bundle.getSymbolicName())).findFirst().orElseThrow();
  }

  private int kept() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS && left.stream().anyMatch(loader -> loader.get() != null); i++) {
      System.gc();
      Thread.sleep(200);
    }
    return (int) left.stream().filter(loader -> loader.get() != null).count();
  }

  /** The same jar with another version. */
  private static byte[] version(Path jar, String version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
      Manifest manifest = new Manifest(in.getManifest());
      manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
      try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          copy(in, out);
          out.closeEntry();
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void copy(InputStream from, JarOutputStream to) throws IOException {
    from.transferTo(to);
  }

  /** Versions come as streams here. */
  private static final class NoFiles implements TrustedFiles {
    @Override
    public void check(String name) throws IOException {
      throw new IOException(name + " is not asked for");
    }

    @Override
    public byte[] read(String name) throws IOException {
      throw new IOException(name + " is not asked for");
    }
  }
}
