package io.busbar.filter.logic;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Joined;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code vote(k)}: on if k of n are. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=vote")
public final class VoteFilter extends Operation {
  /** The operation. */
  public VoteFilter() {
    super(Takes.NUMBER, 2, MAX_INPUTS, new Descriptor("vote", "On if at least k of the inputs are on",
        "k of n, n being the inputs that the point reads; 2 of 3 is vote(2) with three reads. On as soon as k are on, off as soon "
            + "as so many are "
            + "off that k cannot be; where inputs that are INVALID could decide it, the result is off and INVALID. The quality is "
            + "else the "
            + "worst of the inputs that are not INVALID, and QUESTIONABLE inconsistent where one votes against the others' "
            + "majority. The time is that of the newest input. No state but the inputs; drops nothing.",
        "read: [10011, 10012, 10013], flow: \"vote(2)\"",
        List.of(Parameter.required("k", ParameterType.INTEGER, "Votes needed.").within(1, MAX_INPUTS))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    if (stage.number("k") > stage.inputs().size()) {
      stage.error("k", "too-many-votes", "k is " + stage.text("k") + ", the point reads " + stage.inputs().size()
          + " inputs. Write more reads or a lower k.");
    }
    return StageOutput.of(Kind.BOOLEAN);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter k = context.number("k");
    return new Joined(context) {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        int on = 0;
        int off = 0;
        int quality = Quality.GOOD;
        for (int n = 0; n < count(); n++) {
          if (isUsable(row, n)) {
            on += value(row, n) != 0 ? 1 : 0;
            off += value(row, n) == 0 ? 1 : 0;
            quality = Quality.worst(quality, quality(row, n));
          }
        }
        boolean isOn = on >= k.at(row);
        boolean decided = isOn || count() - off < k.at(row);
        if (decided && on > 0 && off > 0) {
          quality = Quality.questionable(quality, Quality.INCONSISTENT);
        }
        int o = add(row, in, i, out, decided ? quality : worst(row));
        out.bits[o] = isOn ? 1 : 0;
      }
    };
  }
}
