package io.busbar.shell.tailgate;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Text in columns within {@link #WIDTH} characters: what does not fit is cut, the widest column first. */
final class Table {
  /** What fits a terminal. */
  static final int WIDTH = 80;

  private static final int GAP = 2;
  private static final int LEAST = 6;

  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] right;

  /** A table with these headings; one that begins with {@code >} is flush right. */
  Table(String... headings) {
    right = new boolean[headings.length];
    String[] first = new String[headings.length];
    for (int i = 0; i < headings.length; i++) {
      right[i] = headings[i].startsWith(">");
      first[i] = right[i] ? headings[i].substring(1) : headings[i];
    }
    rows.add(first);
  }

  void add(String... cells) {
    rows.add(cells.clone());
  }

  int size() {
    return rows.size() - 1;
  }

  void print(PrintStream out) {
    int[] widths = widths();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String cell = cut(row[i], widths[i]);
        String padding = " ".repeat(Math.max(0, widths[i] - cell.length()));
        line.append(i == 0 ? "" : " ".repeat(GAP)).append(right[i] ? padding + cell : cell + padding);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int[] widths() {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    int total = GAP * (widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    while (total > WIDTH) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= LEAST) {
        break;
      }
      widths[widest]--;
      total--;
    }
    return widths;
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
  }

  /** A text in lines of at most {@link #WIDTH} characters, the second and further ones indented. */
  static void wrapped(String text, int indent, PrintStream out) {
    String rest = text;
    String lead = "";
    while (lead.length() + rest.length() > WIDTH) {
      int end = rest.lastIndexOf(' ', WIDTH - lead.length());
      if (end <= 0) {
        break;
      }
      out.println(lead + rest.substring(0, end));
      rest = rest.substring(end).strip();
      lead = " ".repeat(indent);
    }
    out.println(lead + rest);
  }
}
