package io.busbar.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Quality;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Shadows;
import io.busbar.api.model.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sites on trial over real HTTP. */
class ShadowApiTest extends ServedConsole {
  private final Trials trials = new Trials();

  @BeforeEach
  void serve() {
    views.shadows(trials);
  }

  @Test
  void aShadowIsStartedReportedAndEnded() throws Exception {
    assertThat(ask("/api/shadow", null).body()).isEqualTo("{\"nowNs\":9000,\"running\":false,\"problems\":[]}");
    String started = ask("/api/shadow", "{\"id\":\"p1\",\"seconds\":0.5,\"who\":\"me\"}", MEANT).body();
    assertThat(started).contains("\"running\":true", "\"who\":\"me\"", "\"limitMs\":500", "\"readings\":4",
        "\"total\":{\"live\":3,\"shadow\":2,\"same\":1,\"differ\":1,\"onlyLive\":1,\"onlyShadow\":0}",
        "{\"point\":\"F1/ia\",\"unit\":\"A\",\"live\":3,\"shadow\":2,\"same\":1,\"differ\":1,\"onlyLive\":1,\"onlyShadow\":0,\"examples\":["
            + "{\"live\":{\"value\":\"4\","
            + "\"quality\":\"GOOD\",\"validity\":\"good\",\"sourceNs\":7000,\"cause\":\"spontaneous\"},\"shadow\":{\"value\":\"5\"",
        "\"notCompared\":[{\"point\":\"F2/ib\",\"why\":\"not read\"}]", "\"failures\":[]");
    assertThat(ask("/api/shadow/stop", "{}", MEANT).body()).contains("\"running\":false", "\"ended\":\"by command\"");
    assertThat(ask("/api/shadow", null).body()).contains("\"ended\":\"by command\"");
  }

  @Test
  void aRefusalSaysWhyAndNothingIsStartedForWhoDoesNotMeanIt() throws Exception {
    assertThat(ask("/api/shadow", "{\"id\":\"old\",\"seconds\":5}", MEANT).body()).contains("\"running\":false", "Plan it again.");
    for (String wrong : List.of("{}", "[]", "{\"id\":\"p1\"}", "{\"id\":\"p1\",\"seconds\":0}", "{\"id\":\"p1\",\"seconds\":1e9}",
        "{\"seconds\":5}")) {
      assertThat(ask("/api/shadow", wrong, MEANT).statusCode()).as(wrong).isEqualTo(400);
    }
    assertThat(ask("/api/shadow", "{\"id\":\"p1\",\"seconds\":5}").statusCode()).isEqualTo(403);
    assertThat(ask("/api/shadow/stop", "{}").statusCode()).isEqualTo(403);
    assertThat(trials.report()).isNull();
    views.shadows(null);
    assertThat(ask("/api/shadow", null).statusCode()).isEqualTo(503);
  }

  private static final class Trials implements Shadows {
    private volatile @Nullable Report report;

    @Override
    public List<Problem> start(String plan, long limitMs, String who) {
      if (!plan.equals("p1")) {
        return List.of(Problem.error(SourceLocation.NONE, "stale-plan", "Plan it again."));
      }
      report = made(true, "", limitMs, who);
      return List.of();
    }

    private static Report made(boolean running, String ended, long limitMs, String who) {
      Counts counts = new Counts(3, 2, 1, 1, 1, 0);
      Example example = new Example(new Seen("4", Quality.GOOD, 7_000, Cause.SPONTANEOUS), new Seen("5", Quality.GOOD, 7_000, Cause.SPONTANEOUS));
      return new Report(running, ended, who, 1_000, 250, limitMs, 4, counts, List.of(new Point("F1/ia", "A", counts, List.of(example))),
          List.of(new NotCompared("F2/ib", "not read")), List.of());
    }

    @Override
    public void stop() {
      report = made(false, "by command", 500, "me");
    }

    @Override
    public @Nullable Report report() {
      return report;
    }
  }
}
