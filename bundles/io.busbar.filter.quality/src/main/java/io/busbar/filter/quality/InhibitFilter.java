package io.busbar.filter.quality;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code inhibit(user, expiry, active)}: a point that a person has taken out of service. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=inhibit")
public final class InhibitFilter extends Operation {
  /** The operation. */
  public InhibitFilter() {
    super(Takes.ANY, new Descriptor("inhibit", "Takes a point out of service until a time",
        "Until expiry (gateway time) the first sample passes marked QUESTIONABLE operatorBlocked, IEC 60870-5-101 BL, so that the point is "
            + "seen as blocked; all further ones are dropped and counted. The first sample after expiry passes as it is. active=false "
            + "lets everything pass: so it stands in a template and the rows of the devices in question say true. It says who and "
            + "until when, because an alarm "
            + "inhibited and forgotten is missed when it counts. State: whether it is told, durable.",
        "inhibit(\"J. Doe, test of bay 7\", 2026-12-31T18:00:00Z)",
        List.of(Parameter.required("user", ParameterType.TEXT, "Who has ordered it, and why."),
            Parameter.required("expiry", ParameterType.TEXT, "Until when, ISO 8601 with zone: 2026-12-31T18:00:00Z."),
            Parameter.optional("active", ParameterType.BOOLEAN, "true", "Whether it holds for this device."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    Expiry.check(stage);
    return super.output(stage);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter active = context.number("active");
    long until = Expiry.untilNs(context.text("expiry"));
    LongColumn told = context.longs("told", 0, true);
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        boolean blocked = in.gatewayTime[i] < until && active.at(row) != 0;
        if (blocked && told.get(row) != 0) {
          context.dropped();
          return;
        }
        int o = out.addRow(in, i, kind);
        told.set(row, blocked ? 1 : 0);
        if (blocked) {
          out.quality[o] = Quality.questionable(out.quality[o], Quality.OPERATOR_BLOCKED);
        }
      }
    };
  }
}
