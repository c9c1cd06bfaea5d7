package io.busbar.filter.logic;

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
import io.busbar.api.filter.support.Joined;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code primaryBackup(returnDelay, offline)}: the first input that is healthy. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=primaryBackup")
public final class PrimaryBackupFilter extends Operation {
  /** The operation. */
  public PrimaryBackupFilter() {
    super(Takes.NUMBER, 2, 4, new Descriptor("primaryBackup", "Takes the first of several sources that is healthy",
        "The inputs are sources of one quantity in order of preference. A source is healthy while it is not INVALID and, where "
            + "offline is "
            + "given, its source time is not older than that against the newest input's. A worse source takes over at once; a "
            + "better one comes back only when it "
            + "has been healthy for returnDelay (by source time of the newest input), so that a flapping line does not make the "
            + "value flap. Each sample of any input gives the chosen source's value, quality "
            + "and time; one taken from a backup is marked QUESTIONABLE substituted. With none healthy the first one's value is "
            + "given as it is, INVALID. State: "
            + "which source, since when a better one is healthy; durable. Drops nothing.",
        "read: [holding 1 int16, holding 101 int16], flow: \"primaryBackup(30s)\"",
        List.of(Parameter.optional("returnDelay", ParameterType.DURATION, "0s", "How long a better source must be healthy.").in("s")
                .within(0, 86_400),
            Parameter.optional("offline", ParameterType.DURATION, "0s", "Age that makes a source unhealthy; 0s for none.").in("s")
                .within(0, 86_400))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends Joined {
    private static final long NONE = -1;

    private final DoubleParameter returnDelay;
    private final DoubleParameter offline;
    private final LongColumn chosen;
    private final LongColumn candidate;
    private final LongColumn since;

    Stage(StageContext context) {
      super(context);
      this.returnDelay = context.number("returnDelay");
      this.offline = context.number("offline");
      this.chosen = context.longs("chosen", NONE, true);
      this.candidate = context.longs("candidate", NONE, true);
      this.since = context.longs("since", 0, true);
    }

    private boolean isHealthy(int row, int input) {
      return isUsable(row, input) && (offline.at(row) == 0 || newest(row) - time(row, input) <= Numbers.ns(offline, row));
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      int best = 0;
      while (best < count() && !isHealthy(row, best)) {
        best++;
      }
      choose(row, best);
      int from = (int) Math.max(0, chosen.get(row));
      boolean none = best == count();
      int o = out.addRow(in, i);
      out.quality[o] = none ? Quality.invalid(quality(row, from), 0)
          : from == 0 ? quality(row, 0) : Quality.questionable(quality(row, from), Quality.SUBSTITUTED);
      Numbers.put(out, o, value(row, from));
      out.sourceTime[o] = time(row, from);
    }

    private void choose(int row, int best) {
      long now = chosen.get(row);
      if (best == count()) {
        chosen.set(row, 0);
        candidate.set(row, NONE);
      } else if (now == NONE || best > now || !isHealthy(row, (int) now)) {
        chosen.set(row, best);
        candidate.set(row, NONE);
      } else if (best < now) {
        if (candidate.get(row) != best) {
          candidate.set(row, best);
          since.set(row, newest(row));
        }
        if (newest(row) - since.get(row) >= Numbers.ns(returnDelay, row)) {
          chosen.set(row, best);
          candidate.set(row, NONE);
        }
      } else {
        candidate.set(row, NONE);
      }
    }
  }
}
