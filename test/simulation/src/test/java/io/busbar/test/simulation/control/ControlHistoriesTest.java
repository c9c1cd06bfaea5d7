package io.busbar.test.simulation.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.command.CommandState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Many histories of commands. {@code -Dbusbar.controlHistories=N} runs so many commands, {@code -Dbusbar.seed=S} begins with another seed,
 * {@code -Dbusbar.controlResults=FILE} writes the figures there.
 */
class ControlHistoriesTest {
  private static final int COMMANDS = 10_000;
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
      Files.writeString(Path.of(results), String.format(Locale.ROOT, "{\"figures\": {\"control.histories\": %d, \"control.doubles\": %d,"
          + " \"control.late\": %d, \"control.withoutOutcome\": %d}, \"conditions\": {\"firstSeed\": \"%d\", \"crashes\": \"%d\"}}%n", sums[0],
          sums[2], sums[3], sums[4], first, sums[5]));
    }
    assertThat(failures).as("run one again with -Dbusbar.controlHistories=1 -Dbusbar.seed=SEED").isEmpty();
  }
}
