package io.busbar.filter.script.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the interpreter says of its lock, as a sentence. */
final class Sandbox {
  private static final Pattern FIELD = Pattern.compile("\"(python|inForce|notInForce)\": \"((?:[^\"\\\\]|\\\\.)*)\"");

  private Sandbox() {}

  /** {@code Python 3.11.2; in force: …; not in force: …}. */
  static String text(String json) {
    String python = field(json, "python");
    String missing = field(json, "notInForce");
    return "Python " + python + "; in force: " + field(json, "inForce") + (missing.isEmpty() ? "" : "; NOT in force here: " + missing);
  }

  /** Whether a script cannot reach the network. */
  static boolean isOffline(String json) {
    String inForce = field(json, "inForce");
    return inForce.contains("without network") || inForce.contains("no system calls");
  }

  private static String field(String json, String name) {
    Matcher fields = FIELD.matcher(json);
    while (fields.find()) {
      if (fields.group(1).equals(name)) {
        return fields.group(2).replace("\\\"", "\"").replace("\\\\", "\\");
      }
    }
    return "";
  }
}
