package io.busbar.central.sinks;

import io.busbar.api.journal.Journal;
import io.busbar.api.journal.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The cursors by which central's journal keeps records for its sinks. A cursor outlives its sink, so that a sink that is updated or down
 * for a week misses nothing; one whose sink never comes back has to be forgotten by a person. Any thread.
 */
public final class SinkCursors {
  private static final String PREFIX = "sink/";

  private SinkCursors() {}

  /** The cursor of a sink. */
  static String of(String sink) {
    return PREFIX + sink;
  }

  /** Sinks that have a cursor, by name. */
  public static List<String> names(Journal journal) {
    List<String> names = new ArrayList<>();
    journal.cursors().keySet().stream().filter(name -> name.startsWith(PREFIX)).forEach(name -> names.add(name.substring(PREFIX.length())));
    return names;
  }

  /** Records that wait for a sink. */
  public static long waiting(Journal journal, String sink) {
    Map<StreamId, Long> cursor = journal.cursors().getOrDefault(of(sink), Map.of());
    return cursor.entrySet().stream().mapToLong(each -> {
      long oldest = Math.max(each.getValue(), journal.tail(each.getKey()) - 1);
      return Math.max(0, journal.head(each.getKey()) - oldest);
    }).sum();
  }

  /** Forgets a sink's cursor; durable with the next commit. */
  public static void forget(Journal journal, String sink) {
    journal.forgetCursor(of(sink));
  }
}
