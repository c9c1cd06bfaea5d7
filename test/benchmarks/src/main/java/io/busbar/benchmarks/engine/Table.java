package io.busbar.benchmarks.engine;

import java.io.PrintStream;
import java.util.Locale;

/** What a person reads. */
final class Table {
  private final PrintStream out;

  Table(PrintStream out) {
    this.out = out;
  }

  void head(String text) {
    out.println();
    out.println(text);
  }

  void row(String name, String format, Object... values) {
    out.println(String.format(Locale.ROOT, "  %-42s ", name) + String.format(Locale.ROOT, format, values));
  }
}
