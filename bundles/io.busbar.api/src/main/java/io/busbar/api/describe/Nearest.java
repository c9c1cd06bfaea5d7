package io.busbar.api.describe;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the name that a person probably meant, for {@code Did you mean "bus1"?}. Pure. */
public final class Nearest {
  private Nearest() {}

  /**
   * The hint as a sentence with a leading space, or an empty text if nothing is near.
   *
   * @param written what was written
   * @param known what could have been written
   */
  public static String hint(String written, Collection<String> known) {
    String best = "";
    int bestDistance = 1 + Math.max(1, Math.min(3, written.length() / 3));
    for (String name : known) {
      int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), bestDistance);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = name;
      }
    }
    return best.isEmpty() ? "" : " Did you mean \"" + best + "\"?";
  }

  /**
   * The names that are nearest, the nearest first; of those equally near the first by the alphabet.
   *
   * @param written what was written
   * @param known what could have been written
   * @param most how many at most
   */
  public static List<String> names(String written, Collection<String> known, int most) {
    String lower = written.toLowerCase(Locale.ROOT);
    return known.stream().sorted(Comparator.comparingInt((String name) -> distance(lower, name.toLowerCase(Locale.ROOT), Integer.MAX_VALUE))
        .thenComparing(Comparator.naturalOrder())).limit(most).toList();
  }

  /** Edits (insert, delete, replace, swap of neighbours) from one to the other; {@code limit} or more if it is not less. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      edits[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      edits[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replace = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(replace, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
