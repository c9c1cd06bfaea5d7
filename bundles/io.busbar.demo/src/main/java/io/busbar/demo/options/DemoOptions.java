package io.busbar.demo.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asked for.
 *
 * @param seconds how long the substation runs, 0 until Ctrl-C
 * @param loss    loss on the radio each way, 0 up to 0.9
 * @param rate    air rate each way, bit/s, 1,200 to 100,000,000
 * @param delayMs one-way delay of the radio, milliseconds, 0 to 10,000
 * @param outageS how long the radio is dead in the middle, seconds, 0 for not at all
 * @param crash   whether the gateway process is killed in the middle
 * @param report  where the report goes
 * @param work    work folder; null for a temporary one
 * @param seed    of everything left to chance
 * @param page    first of the two ports for the pages, 0 for any free ones
 */
public record DemoOptions(int seconds, double loss, long rate, int delayMs, int outageS, boolean crash, @Nullable Path report,
                          @Nullable Path work, long seed, int page) {
  /** What {@code busbar demo --help} says. */
  public static final String USAGE = """
      busbar demo [--seconds N] [--loss P] [--rate BITS] [--delay MS] [--outage S] [--crash] [--report FILE]
      Simulated devices, a gateway, a lossy radio and a central peer on this machine; at the end it counts what arrived.

        --seconds N    run for N seconds, 10 to 86400, then drain and judge; without it until Ctrl-C
        --loss P       packets lost on the radio, each way, 0 to 0.9 (default 0.3)
        --rate BITS    air rate each way, bit/s, 1200 to 100000000 (default 64000)
        --delay MS     delay of the radio one way, ms, 0 to 10000 (default 300; the round trip is twice that and air time)
        --outage S     the radio is dead for S seconds in the middle (default 0 with --seconds, else 8)
        --crash        the gateway is killed (SIGKILL) in the middle and started again
        --report FILE  write what was found as JSON
        --work DIR     keep site, journals, files and logs there; DIR is empty or new (default: temporary)
        --seed N       of everything left to chance (default 1)
        --page PORT    pages on PORT (gateway) and PORT+1 (central) (default: any free ports)

      Exit code: 0 nothing lost, doubled or out of order; 1 something was; 2 wrong usage; 3 could not be done.
      Example: busbar demo --seconds 30 --loss 0.3 --rate 64000 --delay 300 --report r.json
      """;
  private static final int OPEN_ENDED_OUTAGE_S = 8;

  /** An option that cannot be used, in one line for a person. */
  public static final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
      super(message);
    }
  }

  /**
   * Reads the words after {@code busbar demo}.
   *
   * @throws UsageException what is wrong with them
   */
  public static DemoOptions parse(List<String> words) throws UsageException {
    Builder builder = new Builder();
    for (Iterator<String> rest = words.iterator(); rest.hasNext();) {
      builder.take(rest.next(), rest);
    }
    return builder.build();
  }

  /** Length of the story in seconds; in a run without end it begins anew after it. */
  public int storySeconds() {
    return seconds == 0 ? 60 : seconds;
  }

  private static final class Builder {
    private int seconds;
    private double loss = 0.3;
    private long rate = 64_000;
    private int delayMs = 300;
    private int outageS = -1;
    private boolean crash;
    private @Nullable Path report;
    private @Nullable Path work;
    private long seed = 1;
    private int page;

    void take(String word, Iterator<String> rest) throws UsageException {
      switch (word) {
        case "--seconds" -> seconds = (int) whole(word, rest, 10, 86_400);
        case "--loss" -> loss = share(word, rest);
        case "--rate" -> rate = whole(word, rest, 1_200, 100_000_000);
        case "--delay" -> delayMs = (int) whole(word, rest, 0, 10_000);
        case "--outage" -> outageS = (int) whole(word, rest, 0, 3_600);
        case "--crash" -> crash = true;
        case "--report" -> report = Path.of(next(word, rest));
        case "--work" -> work = Path.of(next(word, rest));
        case "--seed" -> seed = whole(word, rest, Long.MIN_VALUE, Long.MAX_VALUE);
        case "--page" -> page = (int) whole(word, rest, 1, 65_534);
        default -> throw new UsageException("\"" + word + "\" is not an option of the demo. busbar demo --help lists them.");
      }
    }

    DemoOptions build() throws UsageException {
      int outage = outageS >= 0 ? outageS : seconds == 0 ? OPEN_ENDED_OUTAGE_S : 0;
      if (seconds > 0 && outage > seconds * 2 / 3) {
        throw new UsageException("--outage " + outage + " does not fit into --seconds " + seconds + "; two thirds of it at most.");
      }
      if (report != null) {
        checkReport(report, work);
      }
      return new DemoOptions(seconds, loss, rate, delayMs, outage, crash, report, work, seed, page);
    }

    /** Whether it can be written at the end; the work folder need not be there yet, the demo makes it. */
    private static void checkReport(Path report, @Nullable Path work) throws UsageException {
      Path file = report.toAbsolutePath().normalize();
      Path folder = file.getParent();
      if (Files.isDirectory(file) || folder == null) {
        throw new UsageException("--report " + report + " is a folder; write the name of a file in it.");
      }
      if (work != null && folder.equals(work.toAbsolutePath().normalize())) {
        return;
      }
      if (!Files.isDirectory(folder)) {
        throw new UsageException("--report " + report + ": the folder " + folder + " does not exist. Create it, or choose another.");
      }
      if (!Files.isWritable(Files.exists(file) ? file : folder)) {
        throw new UsageException("--report " + report + " cannot be written. Choose another file, or change who may write there.");
      }
    }

    private static String next(String word, Iterator<String> rest) throws UsageException {
      if (!rest.hasNext()) {
        throw new UsageException(word + " needs a value behind it.");
      }
      return rest.next();
    }

    private static long whole(String word, Iterator<String> rest, long low, long high) throws UsageException {
      String text = next(word, rest);
      try {
        long value = Long.parseLong(text);
        if (value >= low && value <= high) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new UsageException(word + " " + text + " is no whole number.");
      }
      throw new UsageException(word + " " + text + " is not " + low + " to " + high + ".");
    }

    private static double share(String word, Iterator<String> rest) throws UsageException {
      String text = next(word, rest);
      try {
        double value = Double.parseDouble(text);
        if (value >= 0 && value <= 0.9) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new UsageException(word + " " + text + " is no number.");
      }
      throw new UsageException(word + " " + text + " is not 0 to 0.9.");
    }
  }
}
