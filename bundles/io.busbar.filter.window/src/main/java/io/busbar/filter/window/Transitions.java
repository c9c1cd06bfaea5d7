package io.busbar.filter.window;

import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;

/** Counts changes from one good sample to the next. */
final class Transitions extends Aggregate {
  private final LongColumn changes;
  private final LongColumn lastBits;
  private final LongColumn known;

  Transitions(StageContext context) {
    changes = context.longs("changes", 0, true);
    lastBits = context.longs("before", 0, true);
    known = context.longs("known", 0, true);
  }

  @Override
  void begin(int row, long startNs) {
    changes.set(row, 0);
  }

  @Override
  void sample(int row, double x, long bits, long timeNs) {
    if (known.get(row) != 0 && bits != lastBits.get(row)) {
      changes.set(row, changes.get(row) + 1);
    }
    lastBits.set(row, bits);
    known.set(row, 1);
  }

  @Override
  double result(int row, long samples, double goodSeconds) {
    return changes.get(row);
  }
}
