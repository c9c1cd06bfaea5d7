package io.busbar.filter.deadband;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code swingingDoor(dev, minTime, maxTime)}: keeps the corners of a trend. E. H. Bristol, ISA 1990, "Swinging door trending". */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=swingingDoor")
public final class SwingingDoorFilter extends Operation {
  /** The operation. */
  public SwingingDoorFilter() {
    super(Takes.MEASUREMENT, new Descriptor("swingingDoor", "Keeps the corners of a trend: straight lines between them stay within dev",
        "As long as one straight line from the last sample sent to the present one passes every sample between them "
            + "within dev, the present one is held. When it no longer does, the held sample is sent and the doors are "
            + "hinged there. So linear interpolation between what was sent deviates from each dropped sample by at "
            + "most dev (the first form of the algorithm, which only asks whether the doors are parallel, does not "
            + "promise that). A sample is sent late, when the next proves it necessary, or after maxTime: for historians, "
            + "never before a status or an alarm. A sample closer than minTime to the last one sent is not considered. "
            + "A change of quality sends the held sample and the changed one at once; so does the first sample after a "
            + "lost device. Samples with a time that does not advance are dropped and counted. Works on source time. "
            + "State: the sample sent last, the held one (durable), two slopes. Drops what lies inside.",
        "swingingDoor(0.5, 0s, 10min)",
        List.of(Parameter.required("dev", ParameterType.NUMBER, "Greatest deviation, in the unit of the value.")
                .within(0, Double.MAX_VALUE),
            Parameter.optional("minTime", ParameterType.DURATION, "0s", "No two samples closer than that.").in("s")
                .within(0, 86_400),
            Parameter.optional("maxTime", ParameterType.DURATION, "10min", "A held sample waits no longer than that.")
                .in("s").within(0.1, 7 * 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    return new SwingingDoorStage(context);
  }
}
