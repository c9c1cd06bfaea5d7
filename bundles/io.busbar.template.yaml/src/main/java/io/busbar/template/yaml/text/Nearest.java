package io.busbar.template.yaml.text;

import java.util.Collection;
import java.util.Locale;

/** Finds what somebody probably meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The sentence that names the nearest of the known names, or lists them where none is near and they are few.
   *
   * @param written what is written
   * @param known what could have been written
   * @return with a leading space, or empty
   */
  public static String hint(String written, Collection<String> known) {
    String best = best(written, known);
    if (!best.isEmpty()) {
      return " Did you mean \"" + best + "\"?";
    }
    if (known.isEmpty()) {
      return "";
    }
    String all = String.join(", ", known);
    return known.size() <= 12 && all.length() <= 160 ? " There " + (known.size() == 1 ? "is: " : "are: ") + all + "." : "";
  }

  /** The nearest name within a third of its length, or empty. */
  public static String best(String written, Collection<String> known) {
    String wanted = written.toLowerCase(Locale.ROOT);
    String best = "";
    int least = Math.max(1, Math.min(3, written.length() / 3)) + 1;
    for (String name : known) {
      int distance = name.equalsIgnoreCase(written) ? 0 : distance(wanted, name.toLowerCase(Locale.ROOT), least);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best;
  }

  /** Edits (insert, delete, replace, swap neighbours) between two words; anything from {@code limit} on counts as limit. */
  static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit || a.length() > 64 || b.length() > 64) {
      return limit;
    }
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
          continue;
        }
        int replace = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replace, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, rows[i - 2][j - 2] + 1);
        }
        rows[i][j] = least;
      }
    }
    return Math.min(limit, rows[a.length()][b.length()]);
  }
}
