package io.busbar.engine.pipeline;

import io.busbar.api.filter.StageArguments;
import java.util.Arrays;

/** The numbers of one stage, with the devices' own values. Shard's thread only. */
final class StageParameters {
  private static final ParameterColumn[] NONE = {};

  private final StageArguments arguments;
  private ParameterColumn[] columns = NONE;
  private boolean overridden;

  StageParameters(StageArguments arguments) {
    this.arguments = arguments;
  }

  ParameterColumn column(String name) {
    for (ParameterColumn known : columns) {
      if (known.name().equals(name)) {
        return known;
      }
    }
    ParameterColumn column = new ParameterColumn(name, arguments.number(name));
    columns = Arrays.copyOf(columns, columns.length + 1);
    columns[columns.length - 1] = column;
    return column;
  }

  void override(int row, String parameter, double value) {
    overridden = true;
    column(parameter).override(row, value);
  }

  void clearOverrides(int row) {
    if (overridden) {
      for (ParameterColumn parameter : columns) {
        parameter.reset(row);
      }
    }
  }
}
