package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.Router;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.StageSpec;
import io.busbar.testkit.MemorySampleJournal.Row;
import io.busbar.testkit.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Filters say how samples are published and what their point is called beyond the gateway. */
class RouteAndNameTest {
  private final Rig rig = new Rig();

  RouteAndNameTest() {
    rig.engine.model().add(TestFilters.factory("high", List.of(), Kind.DOUBLE, context -> new High()));
    rig.engine.model().add(new Upper());
  }

  /** Above 10 it is an alarm, below 0 nobody's business. */
  private static final class High implements Filter, Router {
    @Override
    public void process(int input, SampleBatch in, SampleBatch out) {
      for (int i = 0; i < in.size(); i++) {
        out.addRow(in, i);
      }
    }

    @Override
    public PublishClass route(int row, double value, int quality, PublishClass usual) {
      return value > 10 ? PublishClass.ALARM : value < 0 ? PublishClass.NONE : usual;
    }
  }

  private static final class Upper implements FilterFactory {
    @Override
    public Descriptor descriptor() {
      return new Descriptor("upper", "", "", "upper", List.of());
    }

    @Override
    public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
      return StageOutput.of(inputs.get(0));
    }

    @Override
    public String publishedName(StageArguments arguments, String name) {
      return name.substring(0, 1) + "X";
    }

    @Override
    public Filter create(StageContext context) {
      return new High();
    }
  }

  @Test
  void eachSampleGoesItsWay() {
    rig.apply(Models.site("oak").channel("bus1", "scripted").point("feeder", "ia", "double", PublishClass.MEASUREMENT, "high")
        .device("F1", "feeder", "bus1").build());
    rig.send("F1", "ia", 5, 20, -3, 6);
    List<Row> rows = rig.journal.rows("F1", "ia");
    assertThat(rows).extracting(Row::number).containsExactly(5.0, 20.0, 6.0);
    assertThat(rows).extracting(Row::stream).containsExactly(StreamId.MEASUREMENTS, StreamId.EVENTS, StreamId.MEASUREMENTS);
    assertThat(rows).extracting(Row::urgent).containsExactly(false, true, false);
    assertThat(rig.point("F1/ia").number()).isEqualTo(6);
  }

  @Test
  void aPointHasAnotherNameBeyondTheGateway() {
    rig.apply(Models.site("oak").channel("bus1", "scripted").point("feeder", "ia", "double", PublishClass.MEASUREMENT, "upper")
        .device("F1", "feeder", "bus1").build());
    rig.send("F1", "ia", 5);
    assertThat(rig.published("F1", "iX")).containsExactly(5.0);
    assertThat(rig.published("F1", "ia")).isEmpty();
    assertThat(rig.point("F1/ia").value()).isEqualTo("5");
  }

  @Test
  void twoPointsOfOneNameAreRefused() {
    assertThat(rig.plan(Models.site("oak").channel("bus1", "scripted").point("feeder", "ia", "double", PublishClass.MEASUREMENT, "upper")
        .point("feeder", "ib", "double", PublishClass.MEASUREMENT, "upper").device("F1", "feeder", "bus1").build()))
        .extracting(Problem::message).anySatisfy(message -> assertThat(message).startsWith("\"ib\" would be published as \"iX\", as \"ia\" is ("));
  }
}
