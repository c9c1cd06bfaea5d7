package io.busbar.test.simulation.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.command.CommandState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many histories of commands. {@code -Dbusbar.controlHistories=N} runs so many commands, {@code -Dbusbar.seed=S} begins with another seed,
 * {@code -Dbusbar.controlResults=FILE} writes the figures there.
 */
class ControlHistoriesTest {
  private static final int COMMANDS = 100_000;
  private static final int SHOWN_FAILURES = 3;
  private static final Logger PRODUCT = Logger.getLogger("io.busbar");

  static {
    PRODUCT.setLevel(Level.OFF);
  }

  @Test
  void everyCommandIsDoneOnceOrNotAtAllAndHasAnOutcome() throws IOException {
    long first = Long.getLong("busbar.seed", 1);
    long wanted = Long.getLong("busbar.controlHistories", COMMANDS);
    List<String> failures = new ArrayList<>();
    Map<CommandState, Integer> outcomes = new EnumMap<>(CommandState.class);
    long[] sums = new long[6];
    long began = System.nanoTime();
    for (long seed = first; sums[0] < wanted && failures.size() < SHOWN_FAILURES; seed++) {
      ControlHistory history = new ControlHistory(seed);
      try {
        history.run();
      } catch (Exception | AssertionError e) {
        StringBuilder text = new StringBuilder("seed " + seed + ": " + e);
        for (int i = 0; i < Math.min(8, e.getStackTrace().length); i++) {
          text.append("\n    at ").append(e.getStackTrace()[i]);
        }
        failures.add(text.toString());
      }
      sums[0] += Math.max(1, history.commands);
      sums[1] += history.executed;
      sums[2] += history.doubles;
      sums[3] += history.late;
      sums[4] += history.withoutOutcome;
      sums[5] += history.crashes;
      history.outcomes.forEach((state, times) -> outcomes.merge(state, times, Integer::sum));
    }
    System.out.printf("%d commands from seed %d in %.1f s: %d done, %d twice, %d late, %d without outcome; %d crashes; %s%n", sums[0], first,
        (System.nanoTime() - began) / 1e9, sums[1], sums[2], sums[3], sums[4], sums[5], outcomes);
    String results = System.getProperty("busbar.controlResults", "");
    if (!results.isEmpty()) {
      write(Path.of(results), Map.of("control.histories", sums[0], "control.doubles", sums[2], "control.late", sums[3],
          "control.withoutOutcome", sums[4]), Map.of("control.firstSeed", "" + first, "control.crashes", "" + sums[5],
          "control.outcomes", outcomes.toString()));
    }
    assertThat(failures).as("run one again with -Dbusbar.controlHistories=1 -Dbusbar.seed=SEED").isEmpty();
  }

  /** What simulation has found once: an old answer that the order was never seen came after it had been sent again and operated. */
  @ParameterizedTest
  @ValueSource(longs = {1_012_317, 1_064_307, 1_076_321})
  void whatWasFoundOnceIsMended(long seed) throws IOException {
    new ControlHistory(seed).run();
  }

  /** Puts figures and conditions in the place of those of an earlier run; what else stands in the file stays. */
  private static void write(Path file, Map<String, Long> figures, Map<String, String> conditions) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : "{\n  \"figures\": {\n  },\n  \"conditions\": {\n  }\n}\n";
    text = text.replaceAll("(?m)^ *\"control\\..*\\n", "");
    text = into(text, "figures", new TreeMap<>(figures));
    Map<String, String> quoted = new TreeMap<>();
    conditions.forEach((name, value) -> quoted.put(name, '"' + value + '"'));
    Files.writeString(file, into(text, "conditions", quoted));
  }

  private static String into(String text, String object, Map<String, ?> values) {
    String lines = values.entrySet().stream().map(each -> "    \"" + each.getKey() + "\": " + each.getValue())
        .collect(Collectors.joining(",\n"));
    String begin = "\"" + object + "\": {\n";
    int at = text.indexOf(begin) + begin.length();
    boolean last = text.substring(at).stripLeading().startsWith("}");
    // Without those of before the last line of the others may end in a comma.
    return (text.substring(0, at) + lines + (last ? "\n" : ",\n") + text.substring(at)).replaceAll(",(\\s*})", "$1");
  }
}
