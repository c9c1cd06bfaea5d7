package io.busbar.engine.pipeline;

import io.busbar.api.filter.StageContext;
import java.util.Arrays;

/** A parameter by row: the stage's value, and an array only if some device has its own. Shard's thread only. */
final class ParameterColumn implements StageContext.DoubleParameter {
  private static final double[] NONE = {};

  private final String name;
  private final double value;
  private double[] own = NONE;

  ParameterColumn(String name, double value) {
    this.name = name;
    this.value = value;
  }

  String name() {
    return name;
  }

  @Override
  public double at(int row) {
    return row < own.length ? own[row] : value;
  }

  void override(int row, double ownValue) {
    int old = own.length;
    if (row >= old) {
      own = Arrays.copyOf(own, Math.max(row + 1, old * 2));
      Arrays.fill(own, old, own.length, value);
    }
    own[row] = ownValue;
  }

  void reset(int row) {
    if (row < own.length) {
      own[row] = value;
    }
  }
}
