package io.busbar.filter.deadband;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.LocalTimes;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code dbSchedule(plan, zone)}: the band depends on the time of day and week. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=dbSchedule")
public final class DbScheduleFilter extends Operation {
  /** The operation. */
  public DbScheduleFilter() {
    super(Takes.MEASUREMENT, new Descriptor("dbSchedule", "An absolute dead-band whose width depends on the time of day and week",
        "|x − last sent| > d, where d is that of the first entry of the plan which covers the sample's source time as local time of the "
            + "zone. An entry names days (mo … su, mo-fr, sa-mo), a time of day (06:00-22:00, the end excluded; 22:00-06:00 runs over "
            + "midnight and counts to the day that it is) or both; else is needed. In the hour that a zone leaves out or repeats the "
            + "local time counts as it is shown. A new period alone sends nothing. The first sample, each quality change and the first "
            + "sample after a lost device pass; NaN passes once. State: value and quality last sent. Drops what lies inside.",
        "dbSchedule({\"mo-fr 06:00-22:00\": 1, else: 5}, Europe/Berlin)",
        List.of(Parameter.required("plan", ParameterType.MAP, "Time of the week to distance in the unit of the value; else for all other."),
            Parameter.optional("zone", ParameterType.TEXT, "UTC", "Time zone, a name of the IANA database."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    String complaint = new WeekPlan(stage.arguments().setting("plan")).complaint();
    if (!complaint.isEmpty()) {
      stage.error("plan", "bad-plan", complaint);
    }
    LocalTimes.check(stage, "zone");
    return super.output(stage);
  }

  @Override
  public Filter create(StageContext context) {
    WeekPlan plan = new WeekPlan(context.setting("plan"));
    LocalTimes zone = new LocalTimes(context.text("zone"));
    return new DeadbandStage(context) {
      @Override
      boolean differs(int row, long bits, long sent) {
        return !(Math.abs(kind().toDouble(bits) - kind().toDouble(sent)) <= plan.bandAt(zone.localNs(sourceTime())));
      }
    };
  }
}
