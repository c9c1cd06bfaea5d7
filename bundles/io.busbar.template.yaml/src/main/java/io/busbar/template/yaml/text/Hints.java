package io.busbar.template.yaml.text;

import io.busbar.api.describe.Nearest;
import java.util.Collection;
import java.util.Locale;

/** What somebody probably meant, as sentences with a leading space. */
public final class Hints {
  private static final int MOST_LISTED = 12;
  private static final int LONGEST_LIST = 160;

  private Hints() {}

  /** The nearest of the known names; where none is near, all of them if they are few; else empty. */
  public static String nearestOrAll(String written, Collection<String> known) {
    String nearest = written.isEmpty() ? "" : Nearest.hint(written, known);
    if (!nearest.isEmpty() || known.isEmpty()) {
      return nearest;
    }
    String all = String.join(", ", known);
    return known.size() <= MOST_LISTED && all.length() <= LONGEST_LIST ? " There " + (known.size() == 1 ? "is: " : "are: ") + all + "." : "";
  }

  /** The known name that this is but for one letter (added, left out, replaced, swapped with its neighbour, or its case); empty if none. */
  public static String slipOf(String written, Collection<String> known) {
    for (String name : known) {
      if (isSlip(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))) {
        return name;
      }
    }
    return "";
  }

  private static boolean isSlip(String a, String b) {
    int start = 0;
    while (start < a.length() && start < b.length() && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    String restA = a.substring(start);
    String restB = b.substring(start);
    if (restA.isEmpty() || restB.isEmpty()) {
      return restA.length() + restB.length() <= 1;
    }
    boolean added = restA.substring(1).equals(restB);
    boolean leftOut = restB.substring(1).equals(restA);
    boolean replaced = restA.substring(1).equals(restB.substring(1));
    boolean swapped = restA.length() > 1 && restB.length() > 1 && restA.charAt(0) == restB.charAt(1)
        && restA.charAt(1) == restB.charAt(0) && restA.substring(2).equals(restB.substring(2));
    return added || leftOut || replaced || swapped;
  }
}
