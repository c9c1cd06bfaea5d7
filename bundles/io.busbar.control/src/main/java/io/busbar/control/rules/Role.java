package io.busbar.control.rules;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What some people and systems may do.
 *
 * @param name of the role
 * @param who originators, as they name themselves
 * @param points patterns of {@code device/point} with {@code *}
 * @param may words of {@link #WORDS}
 */
public record Role(String name, Set<String> who, List<Pattern> points, Set<String> may) {
  /** Open, trip. */
  public static final String OPEN = "open";
  /** Close, and whatever else is no opening. */
  public static final String CLOSE = "close";
  /** Approve what others have ordered. */
  public static final String APPROVE = "approve";
  /** Set hot-line tags, and clear one's own. */
  public static final String TAG = "tag";
  /** Clear the tags of others, with a reason. */
  public static final String SUPERVISE = "supervise";
  /** All words. */
  public static final List<String> WORDS = List.of(OPEN, CLOSE, APPROVE, TAG, SUPERVISE);

  /** Copies. */
  public Role {
    who = Set.copyOf(who);
    points = List.copyOf(points);
    may = Set.copyOf(may);
  }

  boolean allows(String person, String word, String target) {
    return who.contains(person) && may.contains(word) && points.stream().anyMatch(pattern -> pattern.matcher(target).matches()
        || (target.indexOf('/') < 0 && pattern.matcher(target + "/x").matches()));
  }

  /** A pattern with {@code *} for any text. */
  public static Pattern pattern(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      regex.append(c == '*' ? ".*" : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString());
  }
}
