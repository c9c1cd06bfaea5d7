package io.busbar.test.filters;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.data.Quality;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import io.busbar.testkit.FilterConformance;
import io.busbar.testkit.StageHarness;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The conformance test finds what it is made for. */
class BrokenFiltersTest {
  private static void check(Function<StageContext, Filter> make) {
    FilterFactory filter = new Operation(Takes.ANY, new Descriptor("broken", "For a test", "See there. State.", "broken", List.of())) {
      @Override
      public Filter create(StageContext context) {
        return make.apply(context);
      }
    };
    FilterConformance conformance = FilterConformance.of(() -> StageHarness.of(filter).rows(FilterConformance.ROWS).start());
    for (long seed = 0; seed < 6; seed++) {
      conformance.check(seed);
    }
  }

  @Test
  void dependingOnTheSizeOfABatch() {
    assertThatThrownBy(() -> check(context -> (input, in, out) -> {
      for (int i = 0; i < in.size(); i++) {
        out.bits[out.addRow(in, i)] = Double.doubleToRawLongBits(in.size());
      }
    })).hasMessageContaining("in one batch");
  }

  @Test
  void keepingMemoryInTheFilterItself() {
    assertThatThrownBy(() -> check(context -> {
      long[] count = {0};
      return (input, in, out) -> {
        for (int i = 0; i < in.size(); i++) {
          out.bits[out.addRow(in, i)] = Double.doubleToRawLongBits(count[0]++);
        }
      };
    })).hasMessageContaining("with updates");
  }

  @Test
  void notAskingForItsTimerAfterARestart() {
    assertThatThrownBy(() -> check(context -> {
      LongColumn held = context.longs("held", 0, true);
      return new Filter() {
        @Override
        public void process(int input, io.busbar.api.data.SampleBatch in, io.busbar.api.data.SampleBatch out) {
          for (int i = 0; i < in.size(); i++) {
            held.set(in.point[i], in.sourceTime[i]);
            context.schedule(in.point[i], context.nowNs() + 5_000_000_000L);
          }
        }

        @Override
        public void onTimer(int row, long nowNs, io.busbar.api.data.SampleBatch out) {
          out.add(row, 0, Quality.GOOD, held.get(row), (byte) 0, nowNs);
        }
      };
    })).hasMessageContaining("with restarts");
  }

  @Test
  void givingANumberThatIsNoneAsGood() {
    assertThatThrownBy(() -> check(context -> (input, in, out) -> {
      for (int i = 0; i < in.size(); i++) {
        out.bits[out.addRow(in, i)] = Double.doubleToRawLongBits(Math.sqrt(-1 - Math.abs(Double.longBitsToDouble(in.bits[i]))));
      }
    })).hasMessageContaining("not finite is good");
  }
}
