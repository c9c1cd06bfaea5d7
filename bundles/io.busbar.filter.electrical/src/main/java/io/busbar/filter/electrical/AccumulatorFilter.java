package io.busbar.filter.electrical;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code accumulator(modulus, maxStep)}: a counter that never goes back. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=accumulator")
public final class AccumulatorFilter extends Operation {
  /** The operation. */
  public AccumulatorFilter() {
    super(Takes.NUMBER, new Descriptor("accumulator", "A total that goes on over rollover and reset of the device's counter",
        "Adds up the steps of the counter. A counter that has gone back has rolled over if the step over modulus is not above "
            + "maxStep: the sample is marked counterCarry. Else it was reset or exchanged: what it shows now is the step "
            + "if that is not above maxStep, else 0, marked QUESTIONABLE counterAdjusted. A forward step above maxStep cannot be "
            + "true: it is not added and marked QUESTIONABLE counterAdjusted. The total begins with the first reading. A reading "
            + "that is not good changes nothing and gives the total with its own quality. By order of arrival. IEC 60870-5-101 "
            + "§7.2.6.9 CY and CA. State: last reading and total, durable, so that a restart loses no step. Drops nothing.",
        "accumulator(65536, 1000)",
        List.of(Parameter.required("modulus", ParameterType.NUMBER, "First value that the counter does not show, 65536 for 16 bits.")
                .within(1, 1.9e19),
            Parameter.required("maxStep", ParameterType.NUMBER, "Greatest step between two readings, below modulus.").within(0, 1.9e19))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    if (stage.number("maxStep") >= stage.number("modulus")) {
      stage.error("maxStep", "empty-range", "maxStep " + stage.text("maxStep") + " is not below modulus " + stage.text("modulus")
          + ": rollover and reset could not be told apart. Write the most that can be counted between two readings.");
    }
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final Kind kind;
    private final DoubleParameter modulus;
    private final DoubleParameter maxStep;
    private final DoubleColumn reading;
    private final DoubleColumn total;

    Stage(StageContext context) {
      this.kind = context.inputs().get(0);
      this.modulus = context.number("modulus");
      this.maxStep = context.number("maxStep");
      this.reading = context.doubles("reading", Double.NaN, true);
      this.total = context.doubles("total", 0, true);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      double x = kind.toDouble(in.bits[i]);
      int o = out.addRow(in, i);
      if (Quality.isGood(in.quality[i]) && Double.isFinite(x)) {
        count(row, x, out, o);
      } else if (Quality.isGood(in.quality[i])) {
        out.quality[o] = Quality.invalid(in.quality[i], Quality.PROCESSING_ERROR);
      }
      out.bits[o] = Double.doubleToRawLongBits(total.get(row));
    }

    private void count(int row, double x, SampleBatch out, int o) {
      double before = reading.get(row);
      double most = maxStep.at(row);
      reading.set(row, x);
      if (Double.isNaN(before)) {
        total.set(row, x);
        return;
      }
      double step = x - before;
      if (step < 0 && step + modulus.at(row) <= most && step + modulus.at(row) >= 0) {
        step += modulus.at(row);
        out.quality[o] |= Quality.COUNTER_CARRY;
      } else if (step < 0 || step > most) {
        step = step < 0 && x >= 0 && x <= most ? x : 0;
        out.quality[o] = Quality.questionable(out.quality[o], Quality.COUNTER_ADJUSTED);
      }
      total.set(row, total.get(row) + step);
    }
  }
}
