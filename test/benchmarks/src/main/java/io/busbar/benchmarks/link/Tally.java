package io.busbar.benchmarks.link;

import java.io.PrintStream;

/** Prints how many bytes have arrived, four times a second: {@code BYTES monotonic-ns bytes}. One thread at a time. */
public final class Tally {
  /** First word of its lines, usually. */
  public static final String WORD = "BYTES";
  private static final long EVERY_NS = 250_000_000L;

  private final String word;
  private final PrintStream out;
  private long bytes;
  private long nextNs;

  /**
   * Of one kind of thing.
   *
   * @param word first word of its lines
   */
  public Tally(String word, PrintStream out) {
    this.word = word;
    this.out = out;
  }

  /** That many more have arrived. */
  public synchronized void add(long more) {
    bytes += more;
    long now = System.nanoTime();
    if (now >= nextNs) {
      nextNs = now + EVERY_NS;
      out.print(word + " " + now + " " + bytes + "\n");
      out.flush();
    }
  }
}
