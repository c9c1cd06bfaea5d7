package io.busbar.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import io.busbar.api.data.Quality;
import io.busbar.api.model.FilterSets;
import io.busbar.api.model.Shadows;
import io.busbar.api.model.SitePlans;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.EngineView;
import io.busbar.api.view.FlowTaps;
import io.busbar.api.view.PointRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * The shipped gateway on a site of two channels: a Modbus device, and files read by the README's example driver. Bundles are
 * exchanged while it runs.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class RunningGatewayTest {

  private static final String DRIVER = "io.busbar.driver.modbus";
  private static final String ELECTRICAL = "io.busbar.filter.electrical";
  private static final long PATIENCE_MS = 120_000;

  @Inject
  private BundleContext context;

  @Inject
  private ServiceComponentRuntime components;

  // One gateway for all tests of the class, as it would run for years.
  private static HoldingRegister device;
  private static Path number;

  @Configuration
  public Option[] shipped() throws Exception {
    Path site = Files.createTempDirectory("busbar-test-site");
    return new Option[] {
        Shipped.feature("gateway"),
        bundle("reference:" + Path.of(System.getProperty("busbar.example")).toUri()).startLevel(40),
        frameworkProperty("busbar.verb").value("gateway"),
        frameworkProperty("busbar.server").value("true"),
        frameworkProperty("busbar.args").value(site + "\u001f--page\u001f127.0.0.1:0"),
        frameworkProperty("busbar.deploy.folder").value(site.resolve("data/deploy").toString()),
        frameworkProperty("test.site").value(site.toString())};
  }

  /** Plays the launcher: says that everything is started, after the site is there. */
  @Before
  public void run() throws Exception {
    if (device != null) {
      return;
    }
    Path site = Path.of(context.getProperty("test.site"));
    device = new HoldingRegister();
    number = Files.writeString(Files.createTempFile("busbar-test", ".number"), "0\n");
    Files.writeString(site.resolve("site.yaml"), """
        site: test
        channels:
          lan: {type: modbus-tcp, host: 127.0.0.1, port: %d, timeout: 20s}
          disk: {type: file}
        templates:
          meter:
            addressing: zeroBased
            points:
              count: {read: holding 1 uint16, every: 100ms}
              total: {read: holding 1 uint16, every: 100ms, flow: "accumulator(65536, 1000)"}
          folder:
            points:
              number: {read: "%s"}
        devices:
          M-1: {template: meter, channel: lan, unit: 1}
          F-1: {template: folder, channel: disk}
        """.formatted(device.port(), number));
    ObjIntConsumer<String> end = (line, code) -> System.err.println("ended with " + code + ": " + line);
    context.registerService(ObjIntConsumer.class, end, new Hashtable<>(Map.of("busbar.ending", true, "busbar.started", true)));
    UnaryOperator<String> gate = request -> "";
    context.registerService(Function.class, gate, new Hashtable<>(Map.of("busbar.gate", true)));
    await("the device's values", () -> good("M-1/count"));
    await("the file's value", () -> good("F-1/number"));
  }

  @Test
  public void everyComponentOfARunningGatewayIsSatisfied() throws Exception {
    await("components without complaint, but " + complaints(), () -> complaints().isEmpty());
  }

  private Set<String> complaints() {
    return Unsatisfied.in(components);
  }

  @Test
  public void aDriverIsUpdatedInPlaceAndOtherFlowsDoNotNotice() throws Exception {
    Bundle driver = Bundles.installed(context, DRIVER);
    int connections = device.connections();
    Set<Long> times = new HashSet<>();
    for (int round = 1; round <= 3; round++) {
      int requests = device.requests();
      String version = "0.1.0.update" + round;
      try (InputStream jar = Bundles.withVersion(driver, version)) {
        driver.update(jar);
      }
      assertEquals(version, driver.getVersion().toString());
      int now = round;
      show(now);
      await("values after update " + round, () -> {
        PointRow other = point("F-1/number");
        if (other.value().isEmpty()) {
          return false; // the engine was too busy to say
        }
        assertTrue("the other flow has quality " + other.quality() + " " + other.reason(), good(other));
        times.add(other.sourceNs());
        return device.requests() > requests + 3 && good("M-1/count") && other.number() == now;
      });
      assertEquals(Bundle.ACTIVE, driver.getState());
    }
    assertEquals("connections: the line is the transport's and survives its driver", connections, device.connections());
    assertTrue("the other flow went on", times.size() >= 3);
  }

  @Test
  public void aDriverThatIsStoppedTakesOnlyItsOwnFlowsAndTheyComeBack() throws Exception {
    Bundle driver = Bundles.installed(context, DRIVER);
    driver.stop();
    await("the stopped driver's points to say so", () -> !good("M-1/count"));
    show(77);
    await("the other flow", () -> good("F-1/number") && point("F-1/number").number() == 77);
    driver.start();
    int requests = device.requests();
    await("the started driver", () -> device.requests() > requests && good("M-1/count"));
  }

  @Test
  public void aFilterSetIsUpdatedInPlace() throws Exception {
    for (String name : List.of("io.busbar.filter.value", "io.busbar.filter.deadband")) {
      Bundle filter = Bundles.installed(context, name);
      try (InputStream jar = Bundles.withVersion(filter, "0.1.0.update")) {
        filter.update(jar);
      }
      int requests = device.requests();
      await("values after the update of " + name, () -> device.requests() > requests + 3 && good("M-1/count") && good("F-1/number"));
    }
  }

  @Test
  public void aFilterSetInUseIsUpdatedSideBySideAndRemovedOnlyByForce() throws Exception {
    FilterSets sets = context.getService(context.getServiceReference(FilterSets.class));
    Bundle present = Bundles.installed(context, ELECTRICAL);
    List<String> users = List.of("meter/total: accumulator (1 device)");
    await("a total", () -> good("M-1/total") && point("M-1/total").number() > 0);
    assertEquals(users, sets.remove(ELECTRICAL, false));
    assertEquals(Bundle.ACTIVE, present.getState());

    double before = point("M-1/total").number();
    byte[] again = Bundles.withVersion(present, "0.1.0.again").readAllBytes();
    try (InputStream jar = Bundles.withVersion(present, "0.1.0.beside")) {
      assertEquals(List.of(), sets.update(ELECTRICAL, jar));
    }
    assertEquals(Bundle.UNINSTALLED, present.getState());
    assertEquals("0.1.0.beside", Bundles.installed(context, ELECTRICAL).getVersion().toString());
    await("the total to go on", () -> good("M-1/total") && point("M-1/total").number() > before);
    assertEquals(users, sets.users(ELECTRICAL));

    assertEquals(List.of(), sets.remove(ELECTRICAL, true));
    assertFalse(sets.names().contains(ELECTRICAL));
    await("the device to say what it waits for", () -> reason("M-1").startsWith("waits for the filter accumulator."));
    double last = point("M-1/total").number();
    show(88);
    await("the other flow", () -> good("F-1/number") && point("F-1/number").number() == 88);

    context.installBundle("test:again", new ByteArrayInputStream(again)).start();
    await("the total to go on from " + last, () -> good("M-1/total") && good("M-1/count") && point("M-1/total").number() > last);
  }

  @Test
  public void aNextVersionOfAFilterMigratesItsColumnsUnderARunningFlow() throws Exception {
    FilterSets sets = context.getService(context.getServiceReference(FilterSets.class));
    context.installBundle("test:tally", Tally.jar(1)).start();
    SitePlans plans = context.getService(context.getServiceReference(SitePlans.class));
    String before = Files.readString(Path.of(context.getProperty("test.site"), "site.yaml"));
    SitePlans.Planned plan = plans.plan(Map.of("site.yaml",
        before.replace("every: 100ms}", "every: 100ms}\n      tallied: {read: holding 1 uint16, every: 100ms, flow: tally}")));
    assertEquals(List.of(), plan.problems());
    assertEquals(List.of(), plans.apply(plan.id()));
    List<Double> seen = new ArrayList<>();
    FlowTaps taps = context.getService(context.getServiceReference(FlowTaps.class));
    try (FlowTaps.Tap tap = taps.open(FlowTaps.Place.of("M-1", "tallied", "tally"), () -> { })) {
      await("a count by the first version", () -> drain(tap, seen) >= 3);
      assertEquals(List.of(), sets.update(Tally.NAME_OF_BUNDLE, Tally.jar(2)));
      int so = drain(tap, seen);
      await("a count by the second version", () -> drain(tap, seen) >= so + 5 && seen.get(seen.size() - 1) > Tally.STEP + 3);
    }
    for (int i = 1; i < seen.size(); i++) {
      double step = seen.get(i) - seen.get(i - 1);
      assertTrue("each sample counted once, in order, over the update: " + seen, step == 1 || step == 1 + Tally.STEP);
    }
    assertEquals("2.0.0", Bundles.installed(context, Tally.NAME_OF_BUNDLE).getVersion().toString());
    assertEquals(List.of(), plans.undo());
    assertEquals(List.of(), sets.remove(Tally.NAME_OF_BUNDLE, false));
  }

  private static int drain(FlowTaps.Tap tap, List<Double> into) {
    for (FlowTaps.Sample next = tap.poll(); next != null; next = tap.poll()) {
      into.add(next.number());
    }
    return into.size();
  }

  private String reason(String name) {
    return context.getService(context.getServiceReference(EngineView.class)).devices().stream().filter(row -> row.device().equals(name))
        .findFirst().map(DeviceRow::reason).orElse("");
  }

  @Test
  public void aPointIsSeenBehindEachNodeOfItsFlow() throws Exception {
    FlowTaps taps = context.getService(context.getServiceReference(FlowTaps.class));
    Set<String> nodes = new HashSet<>();
    try (FlowTaps.Tap tap = taps.open(FlowTaps.Place.of("M-1", "count", ""), () -> { })) {
      await("samples of each of " + tap.nodes() + ", but " + nodes, () -> {
        for (FlowTaps.Sample next = tap.poll(); next != null; next = tap.poll()) {
          nodes.add(next.node());
        }
        return nodes.containsAll(tap.nodes());
      });
    }
  }

  @Test
  public void aPlanIsAppliedToTheSiteFolderAndTakenBack() throws Exception {
    SitePlans plans = context.getService(context.getServiceReference(SitePlans.class));
    Path file = Path.of(context.getProperty("test.site"), "site.yaml");
    String before = Files.readString(file);
    String after = before.replace("every: 100ms}", "every: 100ms}\n      again: {read: holding 1 uint16, every: 100ms}");
    SitePlans.Planned plan = plans.plan(Map.of("site.yaml", after));
    assertEquals(List.of(), plan.problems());
    assertEquals(List.of("M-1/again"), plan.difference().pointsAdded());
    assertEquals(List.of("site.yaml"), plan.files().changed());
    assertEquals("only the meter pauses", 1, plan.untouched());
    assertEquals(List.of(), plans.apply(plan.id()));
    assertEquals(after, Files.readString(file));
    await("the new point", () -> good("M-1/again") && good("F-1/number"));
    assertEquals(List.of(), plans.undo());
    assertEquals(before, Files.readString(file));
    await("the point to go", () -> point("M-1/again").device().isEmpty() && good("M-1/count"));
  }

  @Test
  public void aChangedTemplateRunsBesideTheRunningOneOnTheSameReadingsAndNothingOfItIsPublished() throws Exception {
    SitePlans plans = context.getService(context.getServiceReference(SitePlans.class));
    Shadows shadows = context.getService(context.getServiceReference(Shadows.class));
    Path file = Path.of(context.getProperty("test.site"), "site.yaml");
    String before = Files.readString(file);
    await("a count", () -> good("M-1/count"));
    SitePlans.Planned plan = plans.plan(Map.of("site.yaml",
        before.replace("count: {read: holding 1 uint16,", "count: {read: holding 1 uint16, offset: 7,")));
    assertEquals(List.of(), plan.problems());
    assertEquals(List.of(), shadows.start(plan.id(), 600_000, "test"));
    await("samples that differ, and samples that do not", () -> {
      Shadows.Report report = shadows.report();
      return report != null && of(report, "M-1/count").differ() > 0 && of(report, "M-1/total").same() > 0 && report.running();
    });
    shadows.stop();
    await("its end", () -> !shadows.report().running());
    Shadows.Report report = shadows.report();
    assertEquals(0, of(report, "M-1/count").same());
    assertEquals(0, of(report, "M-1/total").differ());
    assertEquals(0, report.total().onlyCandidate());
    assertEquals(before, Files.readString(file));
    assertEquals(List.of(), shadows.start(plans.plan(Map.of("site.yaml", before)).id(), 600_000, "test"));
    await("samples that are all the same", () -> shadows.report().total().same() > 10);
    shadows.stop();
    await("its end", () -> !shadows.report().running());
    assertTrue("" + shadows.report().points(), shadows.report().total().isSame());
  }

  private static Shadows.Counts of(Shadows.Report report, String point) {
    return report.points().stream().filter(each -> each.name().equals(point)).findFirst().map(Shadows.Point::counts)
        .orElse(new Shadows.Counts(0, 0, 0, 0, 0, 0));
  }

  /** Replaces the file in one step: a file that is written in place is empty for a moment, and that is a bad reading. */
  private static void show(int value) throws IOException {
    Path fresh = Files.writeString(Files.createTempFile(number.getParent(), "busbar-test", ".fresh"), value + "\n");
    Files.move(fresh, number, StandardCopyOption.ATOMIC_MOVE);
  }

  private boolean good(String name) {
    return good(point(name));
  }

  private static boolean good(PointRow row) {
    return !row.value().isEmpty() && Quality.isGood(row.quality());
  }

  /** The one row of a point; a row without a value where there is none yet. */
  private PointRow point(String name) {
    ServiceReference<EngineView> reference = context.getServiceReference(EngineView.class);
    List<PointRow> rows = reference == null ? List.of() : context.getService(reference).points(name, 2);
    return rows.size() == 1 ? rows.get(0)
        : new PointRow("", "", "", "", Double.NaN, "", "", 0, "", (byte) 0, 0, 0, 0, (byte) 0, "");
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long until = System.currentTimeMillis() + PATIENCE_MS;
    while (!condition.call()) {
      assertTrue("no sign of " + what + " in " + PATIENCE_MS + " ms", System.currentTimeMillis() < until);
      Thread.sleep(50);
    }
  }
}
