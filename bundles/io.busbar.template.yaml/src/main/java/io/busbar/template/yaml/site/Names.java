package io.busbar.template.yaml.site;

import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;

/** What names of sites, channels, templates, devices and points may be. */
final class Names {
  /** Longest name in characters. */
  static final int MAX_LENGTH = 64;

  private Names() {}

  /** Checks a name; reports and returns false if it cannot be one. */
  static boolean check(String what, String name, SourceLocation at, Problems problems) {
    if (name.isEmpty()) {
      problems.error(at, "bad-name", "the name of a " + what + " is missing.");
      return false;
    }
    if (name.length() > MAX_LENGTH) {
      problems.error(at, "bad-name", "the name of this " + what + " has " + name.length() + " characters; at most " + MAX_LENGTH + " are "
          + "allowed. Shorten it.");
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '/' || c == '"' || c == ',' || c == ';' || Character.isISOControl(c) || (Character.isWhitespace(c) && c != ' ')) {
        problems.error(at, "bad-name", "the name \"" + name.replaceAll("\\p{Cntrl}", "?") + "\" contains "
            + (Character.isISOControl(c) ? "a control character" : "\"" + c + "\"")
            + ", which a " + what + " may not have. Use letters, digits, \"-\", \"_\", \".\" and spaces.");
        return false;
      }
    }
    return true;
  }
}
