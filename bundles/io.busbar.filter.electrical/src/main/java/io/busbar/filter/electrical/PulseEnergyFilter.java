package io.busbar.filter.electrical;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.NumberMap;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code pulseEnergy(pulsesPerWh, ratio)}: energy from a pulse count. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=pulseEnergy")
public final class PulseEnergyFilter extends Operation {
  /** The operation. */
  public PulseEnergyFilter() {
    super(Takes.NUMBER, new Descriptor("pulseEnergy", "Energy in Wh from a count of meter pulses",
        "count / pulsesPerWh · ratio: a meter of 1,000 imp/kWh gives 1 pulse per Wh. ratio is that of the meter's transformers "
            + "where the plate counts secondary energy. A counter that rolls over is made a total before, with accumulator. "
            + "Quality and times pass. What is not finite becomes INVALID processingError. No state; drops nothing.",
        "accumulator(65536, 1000) | pulseEnergy(1)",
        List.of(Parameter.required("pulsesPerWh", ParameterType.NUMBER, "Pulses per Wh; 1 for 1,000 imp/kWh.").in("1/Wh").within(1e-9, 1e9),
            Parameter.optional("ratio", ParameterType.NUMBER, "1", "Ratio of the instrument transformers.").within(1e-9, 1e9))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter pulsesPerWh = context.number("pulsesPerWh");
    DoubleParameter ratio = context.number("ratio");
    return new NumberMap(context.inputs().get(0)) {
      @Override
      protected double map(int row, double x) {
        return x / pulsesPerWh.at(row) * ratio.at(row);
      }
    };
  }
}
