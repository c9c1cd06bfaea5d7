package io.busbar.deploy.keys;

import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.manifest.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Words and options of a command line: {@code --name VALUE}; one that is given more than once has several values. */
final class Words {
  private final List<String> words = new ArrayList<>();
  private final Map<String, List<String>> options = new HashMap<>();

  private Words() {}

  static Words parse(List<String> written, List<String> known) throws Refused {
    Words found = new Words();
    for (int i = 0; i < written.size(); i++) {
      String word = written.get(i);
      if (!word.startsWith("--")) {
        found.words.add(word);
      } else if (!known.contains(word)) {
        throw new Refused("\"" + word + "\" is not an option. There are: " + String.join(", ", known) + ".");
      } else if (i + 1 == written.size()) {
        throw new Refused(word + " needs a value after it.");
      } else {
        found.options.computeIfAbsent(word, name -> new ArrayList<>()).add(written.get(++i));
      }
    }
    return found;
  }

  List<String> words() {
    return words;
  }

  String word(int at, String what) throws Refused {
    if (at >= words.size()) {
      throw new Refused(what + " is missing. --help says more.");
    }
    return words.get(at);
  }

  List<String> all(String option) {
    return options.getOrDefault(option, List.of());
  }

  String option(String name, String otherwise) {
    List<String> values = all(name);
    return values.isEmpty() ? otherwise : values.get(values.size() - 1);
  }

  String required(String name) throws Refused {
    if (all(name).isEmpty()) {
      throw new Refused(name + " is missing. --help says more.");
    }
    return option(name, "");
  }

  long number(String name, String otherwise, long most) throws Refused {
    String text = option(name, otherwise);
    if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < 1 || Long.parseLong(text) > most) {
      throw new Refused(name + " is a whole number from 1 to " + most + ", not \"" + text + "\".");
    }
    return Long.parseLong(text);
  }

  /** A time from now on: {@code 90d}. */
  Instant expires(Instant now, String otherwise) throws Refused {
    String text = option("--expires", otherwise);
    if (!text.matches("[1-9][0-9]{0,4}d")) {
      throw new Refused("--expires is a number of days like 90d, not \"" + text + "\".");
    }
    return now.plus(Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))).truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whom a feature is for: {@code all}, {@code group:NAME}, {@code site:NAME}. */
  Target target() throws Refused {
    String text = option("--target", "all");
    String[] parts = text.split(":", -1);
    if (text.equals("all")) {
      return Target.ALL;
    }
    if (parts.length == 2 && parts[1].matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}") && (parts[0].equals("group") || parts[0].equals("site"))) {
      return new Target(parts[0].equals("group") ? Target.Kind.GROUP : Target.Kind.SITE, parts[1]);
    }
    throw new Refused("--target is all, group:NAME or site:NAME, not \"" + text + "\".");
  }
}
