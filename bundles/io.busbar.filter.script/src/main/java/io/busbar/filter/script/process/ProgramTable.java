package io.busbar.filter.script.process;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scripts by number, held weakly: a filter that is gone takes its script along. Thread-safe. */
final class ProgramTable {
  private final Map<Integer, WeakReference<Program>> programs = new LinkedHashMap<>();

  /** Adds one; false if it is there. */
  synchronized boolean add(Program program) {
    return programs.putIfAbsent(program.number(), new WeakReference<>(program)) == null;
  }

  /** The one with that number, if it is in use. */
  synchronized @Nullable Program get(int number) {
    WeakReference<Program> found = programs.get(number);
    return found == null ? null : found.get();
  }

  /** All that are in use. */
  synchronized List<Program> inUse() {
    unused();
    List<Program> found = new ArrayList<>();
    for (WeakReference<Program> program : programs.values()) {
      Program used = program.get();
      if (used != null) {
        found.add(used);
      }
    }
    return found;
  }

  /** Takes out those that nobody uses any more, and gives their numbers. */
  synchronized List<Integer> unused() {
    List<Integer> gone = new ArrayList<>();
    for (Iterator<Map.Entry<Integer, WeakReference<Program>>> all = programs.entrySet().iterator(); all.hasNext();) {
      Map.Entry<Integer, WeakReference<Program>> each = all.next();
      if (each.getValue().get() == null) {
        gone.add(each.getKey());
        all.remove();
      }
    }
    return gone;
  }

  synchronized void clear() {
    programs.clear();
  }
}
