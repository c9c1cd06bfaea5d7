package io.busbar.driver.modbus.codec;

import java.util.Collection;
import java.util.Locale;

/** Finds what a mistyped word was meant to be. */
public final class Nearest {
  private Nearest() {}

  /** {@code  Did you mean "holding"?} with a leading blank, or an empty text if nothing is near. */
  public static String hint(String word, Collection<String> known) {
    String best = "";
    int least = Math.max(1, word.length() / 3) + 1;
    String lower = word.toLowerCase(Locale.ROOT);
    for (String candidate : known) {
      String other = candidate.toLowerCase(Locale.ROOT);
      boolean begins = word.length() >= 3 && other.length() >= 3 && (other.startsWith(lower) || lower.startsWith(other));
      int distance = begins ? 1 : distance(lower, other);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : " Did you mean \"" + best + "\"?";
  }

  /** Letters left out, added, changed or exchanged with their neighbour (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      table[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      table[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        table[i][j] = Math.min(change, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
        }
      }
    }
    return table[a.length()][b.length()];
  }
}
