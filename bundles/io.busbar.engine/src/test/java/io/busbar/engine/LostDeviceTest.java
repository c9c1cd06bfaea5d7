package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.model.PublishClass;
import io.busbar.testkit.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Filters are told that a device is lost. */
class LostDeviceTest {
  @Test
  void eachOfItsStagesIsTold() {
    Rig rig = new Rig();
    rig.engine.model().add(TestFilters.factory("losses", List.of(), Kind.DOUBLE, context -> {
      LongColumn losses = context.longs("losses", 0, false);
      return new Filter() {
        @Override
        public void process(int input, SampleBatch in, SampleBatch out) {
          for (int i = 0; i < in.size(); i++) {
            out.bits[out.addRow(in, i)] = Double.doubleToRawLongBits(losses.get(in.point[i]));
          }
        }

        @Override
        public void onLost(int row) {
          losses.set(row, losses.get(row) + 1);
        }
      };
    }));
    rig.apply(Models.site("oak").channel("bus1", "scripted").point("feeder", "p", "double", PublishClass.MEASUREMENT, "losses")
        .device("F1", "feeder", "bus1").device("F2", "feeder", "bus1").build());
    rig.send("F1", "p", 1);
    rig.state("F1", DeviceState.LOST, "no answer");
    rig.state("F1", DeviceState.OK, "");
    rig.send("F1", "p", 1);
    rig.send("F2", "p", 1);
    assertThat(rig.published("F1", "p")).containsExactly(0.0, 1.0);
    assertThat(rig.published("F2", "p")).containsExactly(0.0);
  }

  @Test
  void whatWasHeldBackComesMarkedAndWhatIsRepeatedDoesNot() {
    Rig rig = new Rig();
    rig.engine.model().add(TestFilters.factory("later", List.of(), Kind.DOUBLE, context -> {
      HeldSample held = new HeldSample(context, "held", true);
      return new Filter() {
        @Override
        public void process(int input, SampleBatch in, SampleBatch out) {
          for (int i = 0; i < in.size(); i++) {
            held.keep(in.point[i], in, i);
            context.schedule(in.point[i], context.nowNs() + 10 * Rig.SECOND);
          }
        }

        @Override
        public void onTimer(int row, long nowNs, SampleBatch out) {
          held.addTo(out, row);
          context.schedule(row, nowNs + 10 * Rig.SECOND);
        }
      };
    }));
    rig.apply(Models.site("oak").channel("bus1", "scripted").point("feeder", "p", "double", PublishClass.MEASUREMENT, "later")
        .device("F1", "feeder", "bus1").build());
    rig.send("F1", "p", 1);
    rig.send("F1", "p", 2);
    rig.state("F1", DeviceState.LOST, "no answer");
    for (int i = 0; i < 4; i++) {
      rig.clock.advanceNs(10 * Rig.SECOND);
      rig.crew.run();
    }
    assertThat(rig.journal.rows("F1", "p")).hasSize(1).allSatisfy(row -> {
      assertThat(row.number()).isEqualTo(2.0);
      assertThat(row.quality()).isEqualTo(Quality.INVALID | Quality.COMM_LOST);
    });
  }
}
