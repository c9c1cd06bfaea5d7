package io.busbar.filter.quirks;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Joined;
import io.busbar.api.filter.support.LocalTimes;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code assembleTime(zone, difference)}: date and time from registers. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=assembleTime")
public final class AssembleTimeFilter extends Operation {
  private static final double NS_OF_SECOND = 1e9;

  /** The operation. */
  public AssembleTimeFilter() {
    super(Takes.WHOLE, 6, 7, new Descriptor("assembleTime", "Makes one time of registers with year, month, day, hour, minute and second",
        "Inputs in the order of reading: year (below 100: 2000 + year), month, day, hour, minute, second, and milliseconds as an "
            + "optional seventh. The result is seconds since 1970 in UTC. The registers show local time of the zone; in the hour "
            + "that comes twice the "
            + "first is taken, in the hour that is left out its end, both QUESTIONABLE inaccurate for the first and INVALID "
            + "inconsistent for the second. A date that there is none of is INVALID inconsistent, 0. With difference the result is "
            + "the registers' time less the gateway's time of reception, in seconds: how far the device's clock is ahead, what "
            + "clockOffset takes. The quality is the worst of the inputs'; the time that of the newest. They must be read in one "
            + "request. No state but the "
            + "inputs; drops nothing.",
        "read: [holding 1 uint16, holding 2 uint16, holding 3 uint16, holding 4 uint16, holding 5 uint16, holding 6 uint16], flow: "
            + "\"assembleTime(Europe/Berlin)\"",
        List.of(Parameter.optional("zone", ParameterType.TEXT, "UTC", "Time zone of the device's clock, a name of the IANA database."),
            Parameter.optional("difference", ParameterType.BOOLEAN, "false", "Whether the difference to the gateway's time is wanted."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    LocalTimes.check(stage, "zone");
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    LocalTimes zone = new LocalTimes(context.text("zone"));
    boolean difference = Boolean.parseBoolean(context.text("difference"));
    return new Joined(context) {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        long written = (long) value(row, 0);
        long year = written < 100 ? 2000 + written : written;
        long month = (long) value(row, 1);
        long day = (long) value(row, 2);
        long hour = (long) value(row, 3);
        long minute = (long) value(row, 4);
        long second = (long) value(row, 5);
        double milli = count() > 6 ? value(row, 6) : 0;
        int o = add(row, in, i, out, worst(row));
        if (!CivilTime.isTime(year, month, day, hour, minute, second) || !(milli >= 0 && milli < 1000)) {
          Numbers.put(out, o, 0);
          out.quality[o] = Quality.invalid(out.quality[o], Quality.INCONSISTENT);
          return;
        }
        long local = CivilTime.ns(year, month, day, (hour * 60 + minute) * 60 + second);
        long utc = zone.utcNs(local);
        if (zone.localNs(utc) != local) {
          out.quality[o] = Quality.invalid(out.quality[o], Quality.INCONSISTENT);
        } else if (zone.isRepeated(local)) {
          out.quality[o] = Quality.questionable(out.quality[o], Quality.INACCURATE);
        }
        long ns = utc + Math.round(milli * 1e6);
        Numbers.put(out, o, (difference ? ns - in.gatewayTime[i] : ns) / NS_OF_SECOND);
      }
    };
  }
}
