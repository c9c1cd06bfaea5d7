package io.busbar.engine.durable;

import io.busbar.engine.image.StateColumn;
import io.busbar.engine.pipeline.DurableRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The columns of one page of a pipeline, ready to be read row by row. Shard's thread only. */
final class BoundPage {
  final StoredLayout layout;
  private final StateColumn[][] columns;
  private final Tracks tracks;

  BoundPage(StoredLayout layout, List<DurableRows.Part> parts) {
    this.layout = layout;
    tracks = new Tracks(layout.layout());
    columns = new StateColumn[parts.size()][];
    for (int node = 0; node < columns.length; node++) {
      columns[node] = parts.get(node).columns().toArray(new StateColumn[0]);
    }
  }

  /** Writes a row; returns false if all of it is initial, so that nothing needs to be stored. */
  boolean write(int row, PageBytes out) {
    out.clear();
    out.addVarint(layout.number());
    int present = out.addBits(columns.length);
    tracks.clear();
    boolean any = false;
    for (int node = 0; node < columns.length; node++) {
      if (isInitial(columns[node], row)) {
        continue;
      }
      any = true;
      out.setBit(present, node);
      int mask = out.addBits(columns[node].length);
      for (int c = 0; c < columns[node].length; c++) {
        long difference = tracks.difference(node, c, columns[node][c].bits(row));
        if (difference != 0) {
          out.setBit(mask, c);
          out.addDifference(difference);
        }
      }
    }
    return any;
  }

  private static boolean isInitial(StateColumn[] columns, int row) {
    for (StateColumn column : columns) {
      if (column.bits(row) != column.initialBits()) {
        return false;
      }
    }
    return true;
  }

  /** A node of a page as it was stored: its values in the order of its columns. */
  @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
  record Values(PageLayout.Node node, long[] bits) {}

  /**
   * Reads a stored page.
   *
   * @throws IllegalArgumentException if it is none of that layout
   */
  static List<Values> read(PageLayout layout, PageBytes in) {
    Tracks tracks = new Tracks(layout);
    List<Values> found = new ArrayList<>();
    int present = in.nextBits(layout.nodes().size());
    for (int n = 0; n < layout.nodes().size(); n++) {
      if (!in.bit(present, n)) {
        continue;
      }
      PageLayout.Node node = layout.nodes().get(n);
      int mask = in.nextBits(node.columns().size());
      long[] bits = new long[node.columns().size()];
      for (int c = 0; c < bits.length; c++) {
        bits[c] = tracks.value(n, c, in.bit(mask, c) ? in.nextDifference() : 0);
      }
      found.add(new Values(node, bits));
    }
    return found;
  }

  /** The last value of each column of the same name, whatever number in a ring it has. */
  private static final class Tracks {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private final int[][] track;
    private final long[] last;

    Tracks(PageLayout layout) {
      Map<String, Integer> numbers = new HashMap<>();
      track = new int[layout.nodes().size()][];
      for (int n = 0; n < track.length; n++) {
        List<PageLayout.Column> columns = layout.nodes().get(n).columns();
        track[n] = new int[columns.size()];
        for (int c = 0; c < track[n].length; c++) {
          String key = columns.get(c).type() + NUMBER.matcher(columns.get(c).name()).replaceAll("");
          track[n][c] = numbers.computeIfAbsent(key, k -> numbers.size());
        }
      }
      last = new long[numbers.size()];
    }

    void clear() {
      Arrays.fill(last, 0);
    }

    long difference(int node, int column, long bits) {
      int at = track[node][column];
      long difference = bits - last[at];
      last[at] = bits;
      return difference;
    }

    long value(int node, int column, long difference) {
      int at = track[node][column];
      last[at] += difference;
      return last[at];
    }
  }
}
