package io.busbar.test.filters;

import io.busbar.api.filter.FilterFactory;
import io.busbar.filter.script.ScriptFilter;
import io.busbar.testkit.environment.SimClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The filters of all sets, found in the source tree: whoever adds one has it tested without a list. */
final class FilterSets {
  static final Path ROOT = Path.of(System.getProperty("busbar.root"));
  private static final String PREFIX = "io.busbar.filter.";
  private static final String SCRIPT = "script";
  private static final FilterFactory SCRIPTS = new ScriptFilter(new SimClock(0));

  private FilterSets() {}

  /** Filters by the name of their set, then by their own. */
  static Map<String, Map<String, FilterFactory>> bySet() {
    Map<String, Map<String, FilterFactory>> sets = new LinkedHashMap<>();
    try (Stream<Path> bundles = Files.list(ROOT.resolve("bundles"))) {
      for (Path bundle : bundles.filter(path -> path.getFileName().toString().startsWith(PREFIX)).sorted().toList()) {
        String set = bundle.getFileName().toString().substring(PREFIX.length());
        sets.put(set, filtersOf(bundle, PREFIX + set));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return sets;
  }

  private static Map<String, FilterFactory> filtersOf(Path bundle, String name) throws IOException {
    Map<String, FilterFactory> filters = new TreeMap<>();
    try (Stream<Path> files = Files.list(bundle.resolve("src/main/java/" + name.replace('.', '/')))) {
      for (String type : files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith("Filter.java")).toList()) {
        Class<?> filter = Class.forName(name + "." + type.replace(".java", ""));
        FilterFactory made = name.equals(PREFIX + SCRIPT) ? SCRIPTS : (FilterFactory) filter.getConstructor().newInstance();
        filters.put(made.descriptor().name(), made);
      }
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("a filter of " + name + " cannot be made", failure);
    }
    return filters;
  }

  /** All filters, in the order of sets and names. */
  static List<FilterFactory> all() {
    return bySet().values().stream().flatMap(filters -> filters.values().stream()).toList();
  }

  /** Those that run in the engine's process: all but scripts, whose results come when another process has made them. */
  static List<FilterFactory> inProcess() {
    return all().stream().filter(filter -> filter != SCRIPTS).toList();
  }
}
