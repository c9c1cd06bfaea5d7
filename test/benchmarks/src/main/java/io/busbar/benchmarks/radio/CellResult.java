package io.busbar.benchmarks.radio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a run left: lines that both programs printed and the radio's counters. */
public final class CellResult {
  private static final int COUNTERS = 6;

  private final Cell cell;
  private final Path folder;
  private final int status;

  CellResult(Cell cell, Path folder, int status) {
    this.cell = cell;
    this.folder = folder;
    this.status = status;
  }

  /** The run. */
  public Cell cell() {
    return cell;
  }

  /** How it ended: 0, or 124 at its limit. */
  public int status() {
    return status;
  }

  /** Whether the radio began to work and wrote its counters. */
  public boolean isReadable() {
    try {
      return Files.exists(folder.resolve("stats")) && Files.size(folder.resolve("stats")) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of the far side that begin with a word, in words, without it. */
  public List<String[]> far(String first) throws IOException {
    return lines("far.out", first);
  }

  /** Lines of the near side. */
  public List<String[]> near(String first) throws IOException {
    return lines("near.out", first);
  }

  private List<String[]> lines(String file, String first) throws IOException {
    List<String[]> found = new ArrayList<>();
    if (!Files.exists(folder.resolve(file))) {
      return found; // the link could not be made: the status says so
    }
    for (String line : Files.readAllLines(folder.resolve(file), StandardCharsets.UTF_8)) {
      String[] words = line.split(" ");
      // A line that was cut by the end of the program, or mixed with another one, has other words.
      if (words[0].equals(first) && words.length > 1 && Arrays.stream(words).skip(1).limit(2).allMatch(CellResult::isNumber)) {
        found.add(Arrays.copyOfRange(words, 1, words.length));
      }
    }
    return found;
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty() && word.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
  }

  /**
   * What the radio did with packets of one way between two times.
   *
   * @param way 0 near to far, 1 far to near
   */
  public RadioCount radio(int way, long fromNs, long toNs) throws IOException {
    double[] from = counters(fromNs);
    double[] to = counters(toNs);
    int first = 1 + way * COUNTERS;
    return new RadioCount(to[first] - from[first], to[first + 1] - from[first + 1], to[first + 2] - from[first + 2],
        to[first + 4] - from[first + 4], to[first + 5] - from[first + 5]);
  }

  /** When the emulator began, monotonic ns; the near program starts a second later. */
  public long radioBeganNs() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("stats"), StandardCharsets.UTF_8);
    return lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).split(" ")[0]);
  }

  /** Longest delay that the emulator itself added, ms. */
  public double latestMs() throws IOException {
    double[] last = counters(Long.MAX_VALUE);
    return last[2 * COUNTERS + 2];
  }

  /** Packets that the emulator delivered more than 20 ms late, as share of all. */
  public double lateShare() throws IOException {
    double[] last = counters(Long.MAX_VALUE);
    return last[2 * COUNTERS + 1] / Math.max(1, last[4] + last[COUNTERS + 4]);
  }

  /** All counters at a time, between two lines in proportion. */
  private double[] counters(long ns) throws IOException {
    double[] before = new double[2 * COUNTERS + 3];
    for (String line : Files.readAllLines(folder.resolve("stats"), StandardCharsets.UTF_8)) {
      String[] words = line.split(" ");
      if (words.length != before.length || !Arrays.stream(words).allMatch(CellResult::isNumber)) {
        continue;
      }
      double[] next = Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
      if (next[0] > ns) {
        double part = before[0] == 0 ? 0 : (ns - before[0]) / (next[0] - before[0]);
        for (int i = 1; i < next.length; i++) {
          before[i] += part * (next[i] - before[i]);
        }
        return before;
      }
      before = next;
    }
    return before;
  }

  /**
   * Packets of one way in a time.
   *
   * @param offered by the programs
   * @param lost by the radio
   * @param dropped by the full queue
   * @param offeredBytes with IP headers
   * @param deliveredBytes with IP headers
   */
  public record RadioCount(double offered, double lost, double dropped, double offeredBytes, double deliveredBytes) {
    /** Share of the packets on the air that were lost. */
    public double lossShare() {
      return offered - dropped < 1 ? 0 : lost / (offered - dropped);
    }
  }
}
