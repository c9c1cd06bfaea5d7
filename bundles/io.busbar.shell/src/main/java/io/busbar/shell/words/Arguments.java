package io.busbar.shell.words;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arguments of a verb: words, options with a value ({@code --page HOST:PORT} or {@code --page=HOST:PORT}) and flags. */
public final class Arguments {
  private final List<String> words = new ArrayList<>();
  private final Map<String, List<String>> options = new HashMap<>();
  private final Set<String> flags = new HashSet<>();

  private Arguments() {}

  /**
   * Takes them apart.
   *
   * @param written as typed
   * @param valued names of the options that take a value, with their dashes
   * @param flagged names of those that take none
   */
  public static Arguments parse(List<String> written, List<String> valued, List<String> flagged) throws WrongUsage {
    Arguments found = new Arguments();
    for (int i = 0; i < written.size(); i++) {
      String word = written.get(i);
      if (word.equals("--")) {
        found.words.addAll(written.subList(i + 1, written.size()));
        break;
      }
      if (!word.startsWith("--")) {
        found.words.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (flagged.contains(name) && equals < 0) {
        found.flags.add(name);
      } else if (!valued.contains(name)) {
        List<String> all = new ArrayList<>(valued);
        all.addAll(flagged);
        throw new WrongUsage("\"" + name + "\" is not an option." + (all.isEmpty() ? "" : " There are: " + String.join(", ", all) + "."));
      } else if (equals < 0 && i + 1 == written.size()) {
        throw new WrongUsage(name + " needs a value after it.");
      } else {
        found.options.computeIfAbsent(name, n -> new ArrayList<>()).add(equals < 0 ? written.get(++i) : word.substring(equals + 1));
      }
    }
    return found;
  }

  /** Words that belong to no option. */
  public List<String> words() {
    return List.copyOf(words);
  }

  /** Whether a flag is given. */
  public boolean has(String flag) {
    return flags.contains(flag);
  }

  /** The value of an option, the last one where it is given more than once, or null. */
  public @Nullable String option(String name) {
    List<String> values = options.get(name);
    return values == null ? null : values.get(values.size() - 1);
  }

  /** The values of an option that may be given more than once, or the default. */
  public List<String> options(String name, String otherwise) {
    List<String> values = options.get(name);
    return values == null ? List.of(otherwise) : List.copyOf(values);
  }

  /** The value of an option, or the default. */
  public String option(String name, String otherwise) {
    String value = option(name);
    return value == null ? otherwise : value;
  }

  /** A whole number within limits. */
  public long number(String name, long otherwise, long least, long greatest) throws WrongUsage {
    String text = option(name);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,12}") && Long.parseLong(text) >= least && Long.parseLong(text) <= greatest) {
      return Long.parseLong(text);
    }
    throw new WrongUsage(name + " is a whole number from " + least + " to " + greatest + ", not \"" + text + "\".");
  }

  /** The only word. */
  public String only(String what) throws WrongUsage {
    if (words.size() == 1) {
      return words.get(0);
    }
    throw new WrongUsage(words.isEmpty() ? what + " is missing." : "one " + what + " is enough; \"" + words.get(1)
        + "\" is too much. Put names with spaces in quotes.");
  }
}
