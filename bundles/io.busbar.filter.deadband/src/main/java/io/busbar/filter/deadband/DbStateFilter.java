package io.busbar.filter.deadband;

import io.busbar.api.data.Quality;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import io.busbar.api.model.Setting;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** {@code dbState(point, bands, otherwise)}: the band depends on another point. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=dbState")
public final class DbStateFilter extends Operation {
  /** The operation. */
  public DbStateFilter() {
    super(Takes.MEASUREMENT, new Descriptor("dbState", "An absolute dead-band whose width another point of the device chooses",
        "|x − last sent| > d, where d is the band of the present state of the other point, and otherwise where its state is not "
            + "in the list, its quality is INVALID or it has no value yet. A change of the other point alone sends nothing; it "
            + "counts from the next sample on. The first sample, each quality change and the first sample after a lost device "
            + "pass; NaN passes once. State: value and quality last sent. Drops what lies inside.",
        "dbState(breaker, {1: 0.5, 2: 5}, 2)",
        List.of(Parameter.required("point", ParameterType.POINT, "The other point of the same device."),
            Parameter.required("bands", ParameterType.MAP, "Its state, a whole number, to the distance in the unit of the value."),
            Parameter.required("otherwise", ParameterType.NUMBER, "Distance for all other states.").within(0, Double.MAX_VALUE))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    Setting bands = stage.arguments().setting("bands");
    if (bands != null) {
      bands.entries().forEach((state, band) -> {
        if (Double.isNaN(ParameterText.number(ParameterType.INTEGER, state))
            || !(ParameterText.number(ParameterType.NUMBER, band.text()) >= 0)) {
          stage.error("bands", "bad-band", "\"" + state + ": " + band.text() + "\" is no state with a distance of at least 0. Write for "
              + "example {1: 0.5, 2: 5}.");
        }
      });
    }
    return super.output(stage);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter otherwise = context.number("otherwise");
    InputView other = context.point(context.text("point"));
    Setting written = context.setting("bands");
    Map<String, Setting> bands = written == null ? Map.of() : written.entries();
    double[] states = bands.keySet().stream().mapToDouble(state -> ParameterText.number(ParameterType.INTEGER, state)).toArray();
    double[] widths = bands.values().stream().mapToDouble(band -> ParameterText.number(ParameterType.NUMBER, band.text())).toArray();
    return new BandStage(context) {
      @Override
      double band(int row, double sent) {
        double state = other.kind().toDouble(other.bits(row));
        for (int i = 0; i < states.length && !Quality.isInvalid(other.quality(row)); i++) {
          if (states[i] == state) {
            return widths[i];
          }
        }
        return otherwise.at(row);
      }
    };
  }
}
