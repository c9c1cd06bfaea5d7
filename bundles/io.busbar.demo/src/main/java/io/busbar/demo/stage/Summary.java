package io.busbar.demo.stage;

import io.busbar.demo.check.Verdict;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The last lines that a person reads. */
final class Summary {
  private static final int FINDINGS = 12;

  private Summary() {
  }

  static void print(PrintStream out, Verdict verdict, Verdict.Delays delays, @Nullable Path report) {
    out.println();
    out.println(line("%s: accepted %d, delivered %d, lost %d, doubled %d, out of order %d, without explanation %d, gaps %d",
        verdict.isClean() ? "CLEAN" : "NOT CLEAN", verdict.accepted(), verdict.delivered(), verdict.lost(), verdict.duplicated(),
        verdict.outOfOrder(), verdict.unexplained(), verdict.gaps()));
    out.println(line("events: %d stored by relays, %d delivered; alarm delay p50 %.0f ms, p99 %.0f ms", verdict.eventsGenerated(),
        verdict.eventsDelivered(), delays.p50(), delays.p99()));
    if (verdict.excused() > 0) {
      out.println(line("replies spoiled on purpose or too late to be taken, not counted: %d", verdict.excused()));
    }
    if (verdict.unsettledAtKill() > 0) {
      out.println(line("polled but not settled when the gateway was killed: %d, of these without a gap record: %d",
          verdict.unsettledAtKill(), verdict.unreportedAtKill()));
    }
    verdict.lostByPoint().forEach((point, count) -> out.println(line("  lost %d of %s", count, point)));
    verdict.findings().stream().limit(FINDINGS).forEach(finding -> out.println("  " + finding));
    if (report != null) {
      out.println("report: " + report.toAbsolutePath());
    }
    out.flush();
  }

  /** What came of the self-test. */
  static void print(PrintStream out, SelfTest test) {
    out.println(test);
    test.findings().stream().limit(FINDINGS).forEach(finding -> out.println("  " + finding));
    out.flush();
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
