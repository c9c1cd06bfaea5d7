package io.busbar.filter.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.api.data.Kind;
import io.busbar.api.health.HealthReport;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import io.busbar.filter.script.process.ScriptHosts;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A script filter with real Python. Skips the test where there is none. */
final class Rig implements AutoCloseable {
  static final String PYTHON = "/usr/bin/python3";
  private static final long PATIENCE_NS = 90_000_000_000L;
  private static final long STEP_NS = 5_000_000;

  final ScriptFilter filter;

  Rig() {
    this(PYTHON, 160);
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), "Python 3 is not installed: apt-get install python3");
  }

  Rig(String python, int megabytes) {
    filter = new ScriptFilter(new ScriptHosts(python, megabytes, 70, new MachineClock()));
  }

  static String script(String name) throws IOException {
    try (InputStream in = Rig.class.getResourceAsStream("/scripts/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Arguments of a stage. */
  static Map<String, String> arguments(String... pairs) {
    Map<String, String> made = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      made.put(pairs[i], pairs[i + 1]);
    }
    return made;
  }

  StageHarness.Setup stage(String name, String source, Map<String, String> arguments, Kind... inputs) {
    Map<String, Setting> named = new LinkedHashMap<>();
    named.put("file", Setting.of(name, new SourceLocation("templates/t.yaml", 3, 10)));
    named.put("source", Setting.of(source, new SourceLocation("scripts/" + name, 0, 0)));
    named.put("limit", Setting.of("20s", SourceLocation.NONE));
    arguments.forEach((key, value) -> named.put(key, Setting.of(value, SourceLocation.NONE)));
    return StageHarness.of(filter).inputs(inputs.length == 0 ? new Kind[] {Kind.DOUBLE} : inputs).rows(4)
        .as(new StageSpec("script", List.of(), named, "script", new SourceLocation("templates/t.yaml", 3, 10)));
  }

  /** Lets logical and real time pass until so many samples have come out. */
  List<Emitted> await(StageHarness stage, int count) {
    List<Emitted> found = new ArrayList<>(stage.take());
    await(() -> {
      stage.advanceTo(stage.nowNs() + STEP_NS);
      found.addAll(stage.take());
      return found.size() >= count;
    });
    return found;
  }

  static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + PATIENCE_NS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(until);
      try {
        Thread.sleep(2);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }

  HealthReport health(String part) {
    return filter.health().stream().filter(report -> report.part().equals(part)).findFirst()
        .orElseThrow(() -> new AssertionError("no " + part + " in " + filter.health()));
  }

  @Override
  public void close() {
    filter.close();
  }
}
