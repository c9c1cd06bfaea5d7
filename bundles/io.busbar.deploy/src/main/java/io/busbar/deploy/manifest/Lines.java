package io.busbar.deploy.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** Reads lines of words, strictly: printable ASCII, one space between words, one line feed behind each line. */
final class Lines {
  private static final Pattern TEXT = Pattern.compile("([!-~]+( [!-~]+)*\n)+");

  private final String what;
  private final List<String> lines;
  private int next;

  private Lines(String what, List<String> lines) {
    this.what = what;
    this.lines = lines;
  }

  /** @param what what is read, for messages: {@code the manifest} */
  static Lines of(byte[] bytes, int maxBytes, String what) throws Refused {
    if (bytes.length == 0 || bytes.length > maxBytes) {
      throw new Refused(what + " has " + bytes.length + " bytes; 1 to " + maxBytes + " are possible. Make it again with \"busbar sign\".");
    }
    String text;
    try {
      text = StandardCharsets.US_ASCII.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refused(what + " is damaged: it has bytes that are not text. Copy it again.");
    }
    List<String> lines = List.of(text.split("\n", -1));
    if (!text.endsWith("\n") || !lines.subList(0, lines.size() - 1).stream().allMatch(line -> TEXT.matcher(line + "\n").matches())) {
      throw new Refused(what + " is damaged: it is not lines of words. Copy it again.");
    }
    return new Lines(what, lines.subList(0, lines.size() - 1));
  }

  boolean hasNext() {
    return next < lines.size();
  }

  boolean nextIs(String keyword) {
    return hasNext() && lines.get(next).startsWith(keyword + " ");
  }

  /** The words behind a keyword, of which there must be that many. */
  List<String> words(String keyword, int count) throws Refused {
    if (!nextIs(keyword)) {
      throw new Refused(what + " has \"" + (hasNext() ? lines.get(next) : "its end") + "\" in line " + (next + 1) + " where \"" + keyword
          + "\" belongs. It is damaged, or of another version.");
    }
    List<String> words = List.of(lines.get(next++).split(" ", -1));
    if (words.size() != count + 1) {
      throw new Refused(what + " has " + (words.size() - 1) + " words behind \"" + keyword + "\" in line " + next + "; there have to be " + count
          + ".");
    }
    return words.subList(1, words.size());
  }

  String word(String keyword) throws Refused {
    return words(keyword, 1).get(0);
  }

  String matching(String word, Pattern pattern, String meaning) throws Refused {
    if (!pattern.matcher(word).matches()) {
      throw new Refused(what + " has \"" + word + "\" in line " + next + ", which is no " + meaning + ".");
    }
    return word;
  }

  long number(String word, long least, long greatest) throws Refused {
    if (!word.matches("0|[1-9][0-9]{0,17}") || Long.parseLong(word) < least || Long.parseLong(word) > greatest) {
      throw new Refused(what + " has \"" + word + "\" in line " + next + "; a whole number from " + least + " to " + greatest + " belongs there.");
    }
    return Long.parseLong(word);
  }

  Instant time(String keyword) throws Refused {
    String word = word(keyword);
    try {
      Instant time = Instant.parse(word);
      if (time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
        return time;
      }
    } catch (DateTimeException expected) {
      throw notTime(word);
    }
    throw notTime(word);
  }

  private Refused notTime(String word) {
    return new Refused(what + " has \"" + word + "\" in line " + next + "; a time like 2027-01-31T00:00:00Z belongs there.");
  }

  void end() throws Refused {
    if (hasNext()) {
      throw new Refused(what + " goes on with \"" + lines.get(next) + "\" in line " + (next + 1) + " where it should end.");
    }
  }
}
