package io.busbar.engine;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.InPlace;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.StageSpec;
import java.util.List;
import java.util.function.Function;

/** Small filters with the habits of real ones, so that the engine is tested without their bundles. */
final class TestFilters {
  private TestFilters() {}

  /** A filter from a name, its parameters and a function. */
  static FilterFactory factory(String name, List<Parameter> parameters, Kind output, Function<StageContext, Filter> make) {
    return new FilterFactory() {
      @Override
      public Descriptor descriptor() {
        return new Descriptor(name, "For tests.", "See the test.", name + "(…)", parameters);
      }

      @Override
      public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
        if (output == Kind.DOUBLE && inputs.contains(Kind.TEXT)) {
          problems.error(stage.at(), "wrong-kind", "\"" + name + "\" takes numbers, not text.");
        }
        return StageOutput.of(output);
      }

      @Override
      public Filter create(StageContext context) {
        return make.apply(context);
      }
    };
  }

  /** Passes first samples, changes of quality, and values that differ from the last sent by more than d. */
  static FilterFactory deadBand() {
    return factory("band", List.of(Parameter.required("d", ParameterType.NUMBER, "Width.").within(0, 1e9)), Kind.DOUBLE,
        context -> {
          DoubleColumn last = context.doubles("last", Double.NaN, true);
          LongColumn quality = context.longs("quality", -1, true);
          StageContext.DoubleParameter d = context.number("d");
          return new Filter() {
            @Override
            public void process(int input, SampleBatch in, SampleBatch out) {
              for (int i = 0; i < in.size(); i++) {
                int row = in.point[i];
                double value = Double.longBitsToDouble(in.bits[i]);
                if (quality.get(row) != in.quality[i] || !(Math.abs(value - last.get(row)) <= d.at(row))) {
                  last.set(row, value);
                  quality.set(row, in.quality[i]);
                  out.addRow(in, i);
                } else {
                  context.dropped();
                }
              }
            }

            @Override
            public void onReturn(int row) {
              quality.set(row, -1);
            }
          };
        });
  }

  /** The same filter, which says whether it works row by row. */
  static FilterFactory rowByRow(FilterFactory filter, boolean says) {
    return new FilterFactory() {
      @Override
      public Descriptor descriptor() {
        return filter.descriptor();
      }

      @Override
      public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
        return filter.check(inputs, stage, problems);
      }

      @Override
      public boolean isRowByRow() {
        return says;
      }

      @Override
      public Filter create(StageContext context) {
        return filter.create(context);
      }
    };
  }

  /** Passes what moved by more than d from the value sent last; works in place and forgets with the process. */
  static FilterFactory moved() {
    return factory("moved", List.of(Parameter.required("d", ParameterType.NUMBER, "Width.").within(0, 1e9)), Kind.DOUBLE, Moved::new);
  }

  private static final class Moved implements InPlace {
    private final StageContext context;
    private final DoubleColumn last;
    private final LongColumn quality;
    private final StageContext.DoubleParameter d;

    Moved(StageContext context) {
      this.context = context;
      last = context.doubles("last", Double.NaN, false);
      quality = context.ints("quality", -1, false);
      d = context.number("d");
    }

    @Override
    public Kind kind() {
      return Kind.DOUBLE;
    }

    @Override
    public void apply(SampleBatch samples) {
      for (int i = 0; i < samples.size(); i++) {
        int row = samples.point[i];
        double value = Double.longBitsToDouble(samples.bits[i]);
        if (quality.get(row) == samples.quality[i] && Math.abs(value - last.get(row)) <= d.at(row)) {
          context.dropped();
          samples.drop(i);
        } else {
          last.set(row, value);
          quality.set(row, samples.quality[i]);
        }
      }
    }

    @Override
    public void onReturn(int row) {
      quality.set(row, -1);
    }
  }

  /** Throws where it checks a stage. */
  static FilterFactory throwing() {
    return new FilterFactory() {
      @Override
      public Descriptor descriptor() {
        return new Descriptor("throwing", "For tests.", "See the test.", "throwing", List.of());
      }

      @Override
      public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
        throw new IllegalStateException("on purpose");
      }

      @Override
      public Filter create(StageContext context) {
        throw new AssertionError("never made");
      }
    };
  }

  /** Counts the samples of each row. */
  static FilterFactory counter() {
    return factory("counter", List.of(), Kind.DOUBLE, context -> {
      LongColumn count = context.longs("count", 0, true);
      return (input, in, out) -> {
        for (int i = 0; i < in.size(); i++) {
          int row = in.point[i];
          count.set(row, count.get(row) + 1);
          int at = out.addRow(in, i);
          out.bits[at] = Double.doubleToRawLongBits(count.get(row));
        }
      };
    });
  }

  /** Multiplies. */
  static FilterFactory times(String name, double factor) {
    return factory(name, List.of(), Kind.DOUBLE, context -> (input, in, out) -> {
      for (int i = 0; i < in.size(); i++) {
        int at = out.addRow(in, i);
        out.bits[at] = Double.doubleToRawLongBits(Double.longBitsToDouble(in.bits[i]) * factor);
      }
    });
  }

  /** Adds up all inputs of a point. */
  static FilterFactory sum() {
    return factory("sum", List.of(), Kind.DOUBLE, context -> (input, in, out) -> {
      for (int i = 0; i < in.size(); i++) {
        int row = in.point[i];
        double sum = 0;
        int quality = Quality.GOOD;
        for (int k = 0; k < context.inputs().size(); k++) {
          sum += Double.longBitsToDouble(context.input(k).bits(row));
          quality = Quality.worst(quality, context.input(k).quality(row));
        }
        int at = out.addRow(in, i);
        out.bits[at] = Double.doubleToRawLongBits(sum);
        out.quality[at] = quality;
      }
    });
  }

  /** Repeats the last value after a silence, marked periodic. */
  static FilterFactory repeat() {
    return factory("repeat", List.of(Parameter.required("after", ParameterType.DURATION, "Silence.")), Kind.DOUBLE, context -> {
      DoubleColumn value = context.doubles("value", 0, false);
      LongColumn source = context.longs("source", 0, false);
      StageContext.DoubleParameter after = context.number("after");
      return new Filter() {
        @Override
        public void process(int input, SampleBatch in, SampleBatch out) {
          for (int i = 0; i < in.size(); i++) {
            int row = in.point[i];
            value.set(row, Double.longBitsToDouble(in.bits[i]));
            source.set(row, in.sourceTime[i]);
            context.schedule(row, context.nowNs() + (long) (after.at(row) * 1e9));
            out.addRow(in, i);
          }
        }

        @Override
        public void onTimer(int row, long nowNs, SampleBatch out) {
          int at = out.add(row, Double.doubleToRawLongBits(value.get(row)), 0, source.get(row), (byte) 0, nowNs);
          out.cause[at] = Cause.PERIODIC;
          context.schedule(row, nowNs + (long) (after.at(row) * 1e9));
        }
      };
    });
  }

  /** Fails on values above 100. */
  static FilterFactory fragile() {
    return factory("fragile", List.of(), Kind.DOUBLE, context -> (input, in, out) -> {
      for (int i = 0; i < in.size(); i++) {
        if (Double.longBitsToDouble(in.bits[i]) > 100) {
          throw new IllegalStateException("a mistake in a filter");
        }
        out.addRow(in, i);
      }
    });
  }

  /** Holds each sample back until the next comes, or for 60 s: the first passes at once. */
  static FilterFactory hold() {
    return factory("hold", List.of(), Kind.DOUBLE, context -> {
      LongColumn bits = context.longs("bits", 0, true);
      LongColumn time = context.longs("time", -1, true);
      return new Filter() {
        @Override
        public void process(int input, SampleBatch in, SampleBatch out) {
          for (int i = 0; i < in.size(); i++) {
            int row = in.point[i];
            release(row, in.gatewayTime[i], out);
            bits.set(row, in.bits[i]);
            time.set(row, in.sourceTime[i]);
            context.schedule(row, context.nowNs() + 60_000_000_000L);
          }
        }

        private void release(int row, long nowNs, SampleBatch out) {
          if (time.get(row) != -1) {
            int at = out.add(row, bits.get(row), 0, time.get(row), (byte) 0, nowNs);
            out.cause[at] = Cause.SPONTANEOUS;
            time.set(row, -1);
            bits.set(row, 0);
          }
        }

        @Override
        public void onTimer(int row, long nowNs, SampleBatch out) {
          release(row, nowNs, out);
        }

        @Override
        public void onRestore(int row, long nowNs) {
          context.schedule(row, nowNs + 60_000_000_000L);
        }
      };
    });
  }

  /** Adds up the last n numbers. */
  static FilterFactory ring(int n) {
    return factory("ring", List.of(), Kind.DOUBLE, context -> {
      DoubleColumn[] cells = new DoubleColumn[n];
      for (int i = 0; i < n; i++) {
        cells[i] = context.doubles("cell" + i, 0, true);
      }
      LongColumn head = context.longs("head", 0, true);
      return (input, in, out) -> {
        for (int i = 0; i < in.size(); i++) {
          int row = in.point[i];
          cells[(int) (head.get(row) % n)].set(row, Double.longBitsToDouble(in.bits[i]));
          head.set(row, head.get(row) + 1);
          double sum = 0;
          for (DoubleColumn cell : cells) {
            sum += cell.get(row);
          }
          out.bits[out.addRow(in, i)] = Double.doubleToRawLongBits(sum);
        }
      };
    });
  }
}
