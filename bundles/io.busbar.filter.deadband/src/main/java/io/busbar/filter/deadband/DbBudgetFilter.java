package io.busbar.filter.deadband;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code dbBudget(least, most, bytesPerHour, sampleBytes)}: the band widens when the budget runs low. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=dbBudget")
public final class DbBudgetFilter extends Operation {
  private static final double BURST_SHARE = 0.1;
  private static final double SECONDS_OF_HOUR = 3_600;

  /** The operation. */
  public DbBudgetFilter() {
    super(Takes.MEASUREMENT, new Descriptor("dbBudget", "An absolute dead-band that widens inside limits to keep a radio budget",
        "|x − last sent| > d. The point saves bytes at the rate of the budget, up to a tenth of an hour's (at least four samples); "
            + "each sample that passes takes sampleBytes. d goes from least with a full account to most with an empty one, with the "
            + "square of what is missing; what most lets through passes even without an account, so the budget is aimed at, not "
            + "enforced. Runs on gateway time. The first sample, each quality change and the first sample after a lost device pass "
            + "and are charged. State: value and quality last sent, account. Drops what lies inside.",
        "dbBudget(0.5, 20, 600)",
        List.of(Parameter.required("least", ParameterType.NUMBER, "Distance with a full account, in the unit of the value.")
                .within(0, Double.MAX_VALUE),
            Parameter.required("most", ParameterType.NUMBER, "Distance with an empty account, above least.").within(0, Double.MAX_VALUE),
            Parameter.required("bytesPerHour", ParameterType.NUMBER, "What this point may take of the link.").in("B/h").within(1, 1e9),
            Parameter.optional("sampleBytes", ParameterType.NUMBER, "12", "What one sample takes on the link.").in("B").within(1, 1_000))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    stage.ascending("least", "most");
    return super.output(stage);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends BandStage {
    private final StageContext context;
    private final DoubleParameter least;
    private final DoubleParameter most;
    private final DoubleParameter bytesPerHour;
    private final DoubleParameter sampleBytes;
    private final DoubleColumn spent;
    private final LongColumn asOf;

    Stage(StageContext context) {
      super(context);
      this.context = context;
      this.least = context.number("least");
      this.most = context.number("most");
      this.bytesPerHour = context.number("bytesPerHour");
      this.sampleBytes = context.number("sampleBytes");
      this.spent = context.doubles("spent", 0, false);
      this.asOf = context.longs("asOf", Long.MIN_VALUE, false);
    }

    private double limit(int row) {
      return Math.max(bytesPerHour.at(row) * BURST_SHARE, 4 * sampleBytes.at(row));
    }

    /** Bytes missing from a full account. */
    private double missing(int row) {
      long now = context.nowNs();
      double earned = asOf.get(row) == Long.MIN_VALUE ? 0
          : (now - asOf.get(row)) / Numbers.NS * bytesPerHour.at(row) / SECONDS_OF_HOUR;
      double missing = Math.max(0, spent.get(row) - Math.max(0, earned));
      spent.set(row, missing);
      asOf.set(row, now);
      return missing;
    }

    @Override
    double band(int row, double sent) {
      double share = Math.min(1, missing(row) / limit(row));
      return least.at(row) + (most.at(row) - least.at(row)) * share * share;
    }

    @Override
    void sent(int row) {
      spent.set(row, Math.min(limit(row), missing(row) + sampleBytes.at(row)));
    }
  }
}
