package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.model.Problem;
import io.busbar.api.model.PublishClass;
import io.busbar.testkit.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stages that look at other points of their device. */
class OtherPointsTest {
  private static final FilterFactory TIMES_POINT = TestFilters.factory("timesPoint",
      List.of(Parameter.required("point", ParameterType.POINT, "Another point.")), Kind.DOUBLE, context -> {
        StageContext.InputView other = context.point(context.text("point"));
        return (input, in, out) -> {
          for (int i = 0; i < in.size(); i++) {
            int at = out.addRow(in, i);
            double factor = other.kind().toDouble(other.bits(in.point[i]));
            out.bits[at] = Double.doubleToRawLongBits(Double.longBitsToDouble(in.bits[i]) * factor);
            out.quality[at] = other.quality(in.point[i]);
          }
        };
      });

  private static Models site(String flow) {
    return Models.site("oak").channel("bus1", "scripted")
        .point("feeder", "p", "double", PublishClass.MEASUREMENT, flow)
        .point("feeder", "ratio", "double", PublishClass.NONE, "band(0)")
        .device("F1", "feeder", "bus1").device("F2", "feeder", "bus1");
  }

  @Test
  void seeItsLastResultOfTheSameDeviceAlsoIfItIsNotPublished() {
    Rig rig = new Rig();
    rig.engine.model().add(TIMES_POINT);
    rig.apply(site("timesPoint(ratio)").build());
    rig.send("F1", "ratio", 3);
    rig.send("F2", "ratio", 5);
    rig.send("F1", "p", 10);
    rig.send("F2", "p", 10);
    rig.send("F1", "ratio", 4);
    rig.send("F1", "p", 10);
    assertThat(rig.published("F1", "p")).containsExactly(30.0, 40.0);
    assertThat(rig.published("F2", "p")).containsExactly(50.0);
  }

  @Test
  void areRefusedWhereTheTemplateDoesNotHaveThePoint() {
    Rig rig = new Rig();
    rig.engine.model().add(TIMES_POINT);
    assertThat(rig.plan(site("timesPoint(raito)").build())).extracting(Problem::message)
        .anyMatch(message -> message.contains("has no point \"raito\". Did you mean \"ratio\"?"));
  }
}
