package io.busbar.journal.log;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import java.nio.charset.StandardCharsets;

/** Limits and the names of the log's own state. */
final class Journals {
  /** Longest key of named state, in bytes of UTF-8. */
  static final int MAX_KEY_BYTES = 200;
  /** Longest name of a cursor, in bytes of UTF-8. */
  static final int MAX_CURSOR_NAME_BYTES = 100;
  /** Most bytes that wait for a commit, or half the capacity if that is less; a writer that cannot commit stops before. */
  static final int MAX_OPEN_BYTES = 32 << 20;
  /** Most files of a journal. */
  static final int MAX_SEGMENTS = 4_096;

  /** What the log's own keys start with; its users' must not. */
  static final String OWN = "~";
  static final String EPOCH = "~epoch";
  static final String HEAD = "~head/";
  static final String CURSOR = "~cursor/";
  static final String SEGMENT = "~segment/";
  static final String DAMAGE = "~damage/";

  private Journals() {}

  /** The stream in a key of the log's own: a digit after its start. */
  static int stream(String key, String start) throws MalformedRecordException {
    int stream = key.length() > start.length() ? key.charAt(start.length()) - '0' : 0;
    boolean ends = key.length() == start.length() + 1 || (start.equals(CURSOR) && key.startsWith("/", start.length() + 1));
    if (stream < 1 || stream >= Streams.COUNT || !ends) {
      throw new MalformedRecordException("no stream in the state's key \"" + key + "\"");
    }
    return stream;
  }

  /** The number of a segment in its key. */
  static long segment(String key) throws MalformedRecordException {
    try {
      return Long.parseLong(key.substring(SEGMENT.length()), 16);
    } catch (NumberFormatException e) {
      throw new MalformedRecordException("no number of a segment in the state's key \"" + key + "\"");
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
