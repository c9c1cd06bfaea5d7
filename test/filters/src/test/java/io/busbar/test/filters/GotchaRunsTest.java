package io.busbar.test.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.engine.image.ValueText;
import io.busbar.testkit.MemorySampleJournal.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each gotcha of bundles/GOTCHAS.md, run by the engine: what its device gives and what comes out stand there. */
class GotchaRunsTest {
  private static final Path PAGE = FilterSets.ROOT.resolve("bundles/GOTCHAS.md");
  private static final Pattern GOTCHA = Pattern.compile("^## ([^\\n]+)\\n[^#]*?```yaml\\n(.*?)```\\n\\n```text\\n(.*?)```",
      Pattern.DOTALL | Pattern.MULTILINE);
  private static final List<String> NAMED = List.of("Chattering contact", "Stuck value", "Clock an hour off after the clocks were changed",
      "Rollover and exchanged meter", "Unit mix-up", "Momentary trip between two scans", "Duplicate and out-of-order events",
      "Sign convention of a feeder that is fed in reverse", "Double point in transit", "Dead channel and values that are none");
  private static final int ARROW = 30;

  /** A template with what goes in and comes out. */
  record Gotcha(String name, String template, List<String> lines) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Gotcha> gotchas() throws IOException {
    List<Gotcha> gotchas = new ArrayList<>();
    Matcher found = GOTCHA.matcher(Files.readString(PAGE));
    while (found.find()) {
      gotchas.add(new Gotcha(found.group(1), found.group(2), found.group(3).lines().toList()));
    }
    return gotchas.stream();
  }

  @Test
  void everyGotchaOfASubstationEngineersLifeIsThere() throws IOException {
    assertThat(gotchas().map(Gotcha::name)).containsAll(NAMED);
  }

  @ParameterizedTest
  @MethodSource("gotchas")
  void comesOutAsThePageSays(Gotcha gotcha) throws IOException {
    List<String> lines = run(gotcha);
    if (Boolean.getBoolean("busbar.gotchas.write")) {
      Files.writeString(PAGE, Files.readString(PAGE).replace(String.join("\n", gotcha.lines()), String.join("\n", lines)));
      return;
    }
    assertThat(lines).containsExactlyElementsOf(gotcha.lines());
  }

  private static List<String> run(Gotcha gotcha) {
    List<String> lines = new ArrayList<>();
    try (SiteBench bench = SiteBench.of(gotcha.template())) {
      Map<String, Integer> told = new LinkedHashMap<>();
      for (String line : gotcha.lines()) {
        String input = line.substring(0, line.indexOf("->")).stripTrailing();
        List<String> words = List.of(input.split(" +"));
        long at = SiteBench.START + ns(words.get(0));
        bench.after(Math.max(0, (at - bench.clock.wallNs()) / 1_000_000));
        if (words.size() > 1) {
          send(bench, words.subList(1, words.size()));
        }
        lines.add((input + " ".repeat(Math.max(1, ARROW - input.length())) + "-> " + published(bench, told)).stripTrailing());
      }
    }
    return lines;
  }

  private static long ns(String seconds) {
    return Math.round(Double.parseDouble(seconds) * 1e9);
  }

  private static void send(SiteBench bench, List<String> words) {
    List<String> marks = words.stream().filter(word -> word.startsWith("@") || word.equals("bad")).toList();
    double[] values = words.stream().skip(1).filter(word -> !marks.contains(word)).mapToDouble(Double::parseDouble).toArray();
    String source = marks.stream().filter(mark -> mark.startsWith("@")).findFirst().orElse("");
    boolean event = !source.isEmpty();
    int quality = marks.contains("bad") ? Quality.INVALID : Quality.GOOD;
    bench.reading(event ? Origin.EVENT : Origin.LIVE, event ? Cause.SPONTANEOUS : Cause.PERIODIC, quality,
        event ? SiteBench.START + ns(source.substring(1)) : bench.clock.wallNs(), words.get(0), values);
  }

  /** What was published since the last call, point by point. */
  private static String published(SiteBench bench, Map<String, Integer> told) {
    List<String> texts = new ArrayList<>();
    for (String point : bench.points()) {
      List<Row> rows = bench.rows(point);
      for (Row row : rows.subList(told.getOrDefault(point, 0), rows.size())) {
        texts.add(text(bench, point, row));
      }
      told.put(point, rows.size());
    }
    return String.join(", ", texts);
  }

  private static String text(SiteBench bench, String point, Row row) {
    String value = ValueText.of(row.kind(), row.bits(), null, bench.journal.description("D-it", point).labels());
    double since = (row.sourceNs() - SiteBench.START) / 1e9;
    String at = row.sourceNs() == bench.clock.wallNs() ? "" : "@" + String.format(Locale.ROOT, "%.3f", since).replaceAll("\\.?0+$", "");
    String quality = row.quality() == Quality.GOOD ? "" : Quality.text(row.quality());
    return Stream.of(point, value, quality, at, row.urgent() ? "!" : "").filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
  }
}
