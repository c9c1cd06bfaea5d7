package io.busbar.console.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Quality;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.view.FlowTaps.Sample;
import io.busbar.api.view.PointFate;
import io.busbar.api.view.PointFate.End;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answer to "why did this point (not) report?", line by line. */
class ExplanationTest {
  private static final long T = 1_767_225_600_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private static Sample sample(String node, String value, int second) {
    return new Sample("FDR-07", "ia", node, value, 0, Quality.GOOD, TimeQuality.POLL, T + second * SECOND, T + second * SECOND + 20_000_000,
        Cause.PERIODIC);
  }

  private static PointFate fate(End end, int readAt, int givenAt) {
    return new PointFate("measurement", 1_000, "", List.of(sample("raw", "1234", readAt)), List.of("linear", "dbAbs"), end, 1,
        List.of(sample("published", "122.9", givenAt)), true, 7);
  }

  private static List<String> explain(PointFate fate) {
    return new Explanation("FDR-07/ia", fate, null).lines();
  }

  @Test
  void reported() {
    assertThat(explain(fate(End.PUBLISHED, 5, 5))).containsExactly(
        "FDR-07/ia: reported as measurement.",
        "  last reading: 1234 GOOD at 2026-01-01T00:00:05Z (poll), periodic, received 2026-01-01T00:00:05.020Z",
        "  flow: raw -> linear -> dbAbs -> published",
        "  the flow gave last: 122.9 GOOD at 2026-01-01T00:00:05Z (poll), periodic",
        "  journal: durable",
        "  central: there is no way to it in the site (central:); the journal keeps what it can");
  }

  @Test
  void stoppedByAFilter() {
    assertThat(explain(fate(End.STOPPED, 9, 5)).subList(0, 3)).containsExactly(
        "FDR-07/ia: not reported: dbAbs let nothing out for the last reading. It dropped it, or holds it for later; bundles/FILTERS.md says when it "
            + "does.",
        "  last reading: 1234 GOOD at 2026-01-01T00:00:09Z (poll), periodic, received 2026-01-01T00:00:09.020Z",
        "  flow: raw -> linear -> [dbAbs] -> published; it came as far as the one in brackets");
  }

  @Test
  void heldUnchangedOrNotPublic() {
    assertThat(explain(fate(End.PUBLISHED, 9, 5)).get(0)).isEqualTo(
        "FDR-07/ia: not reported yet: its flow gave an earlier reading last and holds the newest back.");
    assertThat(explain(fate(End.UNCHANGED, 9, 9)).get(0)).isEqualTo(
        "FDR-07/ia: not reported: a status that is polled is reported when it changes, and it says the same as before.");
    assertThat(explain(fate(End.NOT_PUBLIC, 9, 9)).get(0)).isEqualTo("FDR-07/ia: not reported: its template says \"publish: none\".");
  }

  @Test
  void neverReadAndWhyNot() {
    PointFate never = new PointFate("event", 2_500, "no answer in 3 tries", List.of(), List.of(), End.NOTHING_READ, 0, List.of(), true, 7);
    assertThat(explain(never)).containsExactly(
        "FDR-07/ia: nothing was read yet (it is polled every 2.5 s). Nothing new comes now: no answer in 3 tries.",
        "  flow: raw -> published");
  }

  @Test
  void theNextReadingStepByStep() {
    Explanation explanation = new Explanation("FDR-07/ia", fate(End.PUBLISHED, 5, 5), null);
    explanation.next(List.of("raw", "linear", "dbAbs", "published"), List.of(sample("raw", "1236", 6), sample("linear", "123.6", 6)));
    assertThat(explanation.lines().subList(6, 11)).containsExactly("  next reading, step by step:",
        "    raw             1236 GOOD at 2026-01-01T00:00:06Z (poll), periodic",
        "    linear          123.6 GOOD at 2026-01-01T00:00:06Z (poll), periodic",
        "    dbAbs           nothing came out: dropped, or held for later",
        "    published       -");
  }
}
