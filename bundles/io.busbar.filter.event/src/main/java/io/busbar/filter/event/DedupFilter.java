package io.busbar.filter.event;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code dedup(key, horizon)}: the same event told twice. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=dedup")
public final class DedupFilter extends Operation {
  private static final int REMEMBERED = 16;

  /** The operation. */
  public DedupFilter() {
    super(Takes.ANY, new Descriptor("dedup", "Drops an event that was told before",
        "A sample whose key equals that of one of the last 16 that passed within horizon (gateway time) is dropped and counted. The "
            + "key is source "
            + "time and value (key: event), or these and the quality (key: sample), or the source time alone (key: time). The "
            + "source time is always in it: "
            + "two equal events at different times are two events. For devices that repeat their buffer after a lost confirmation "
            + "or over a "
            + "second path. A sample without a source time always passes. Compared by a 64-bit hash. State: keys and times of the "
            + "last 16, durable.",
        "dedup(event, 10min)",
        List.of(Parameter.choice("key", false, List.of("event", "sample", "time"), "What makes two samples the same."),
            Parameter.optional("horizon", ParameterType.DURATION, "1h", "How long they are remembered.").in("s").within(0.1, 7 * 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final StageContext context;
    private final Kind kind;
    private final DoubleParameter horizon;
    private final boolean withValue;
    private final boolean withQuality;
    private final LongColumn[] keys = new LongColumn[REMEMBERED];
    private final LongColumn[] until = new LongColumn[REMEMBERED];
    private final LongColumn next;

    Stage(StageContext context) {
      this.context = context;
      this.kind = context.inputs().get(0);
      this.horizon = context.number("horizon");
      this.withValue = !context.text("key").equals("time");
      this.withQuality = context.text("key").equals("sample");
      for (int i = 0; i < REMEMBERED; i++) {
        keys[i] = context.longs("key" + i, 0, true);
        until[i] = context.longs("until" + i, Long.MIN_VALUE, true);
      }
      next = context.longs("next", 0, true);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      long now = context.nowNs();
      if (in.sourceTime[i] != SampleBatch.NO_TIME) {
        long key = mix(in.sourceTime[i], 1);
        key = withValue ? mix(kind.isBlob() ? in.blobs.hashAt(in.bits[i]) : in.bits[i], key) : key;
        key = withQuality ? mix(in.quality[i], key) : key;
        for (int k = 0; k < REMEMBERED; k++) {
          if (keys[k].get(row) == key && now < until[k].get(row)) {
            context.dropped();
            return;
          }
        }
        int place = (int) next.get(row);
        keys[place].set(row, key);
        until[place].set(row, now + Numbers.ns(horizon, row));
        next.set(row, (place + 1) % REMEMBERED);
      }
      out.addRow(in, i, kind);
    }

    private static long mix(long value, long seed) {
      long mixed = (value ^ seed * MIX) * MIX;
      mixed = (mixed ^ (mixed >>> 29)) * MIX;
      return mixed ^ (mixed >>> 32);
    }
  }
}
