package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.ArrayList;
import java.util.List;

/** What the aggregates over windows of time have in common for the user: parameters and the words about them. */
abstract class WindowOperation extends Operation {
  private static final String COMMON = " Windows of period lie side by side on a grid of source time that begins at offset since 1970 in "
      + "UTC. A value stands until the next sample, at most maxHold (a period if not given); only good samples count, all others end the "
      + "standing. A window is closed by the first sample at or after its end, or 1 s of gateway time after it when none comes; one "
      + "in which nothing came has no result. "
      + "The result has the window's end (or start) as source time. If good values stood for less than good percent of the "
      + "window it is QUESTIONABLE inaccurate, without any it is INVALID oldData. Samples that come after their window, or whose "
      + "time does "
      + "not advance, are dropped and counted; the others go into the result. State: the window, durable.";

  private final Kind result;

  WindowOperation(Takes takes, Kind result, String goodDefault, Descriptor own) {
    super(takes, new Descriptor(own.name(), own.summary(), own.semantics() + COMMON, own.example(), parameters(goodDefault, own.parameters())));
    this.result = result;
  }

  private static List<Parameter> parameters(String goodDefault, List<Parameter> own) {
    List<Parameter> all = new ArrayList<>();
    all.add(Parameter.required("period", ParameterType.DURATION, "Length of a window.").in("s").within(0.1, 31 * 86_400));
    all.addAll(own);
    all.add(Parameter.optional("good", ParameterType.NUMBER, goodDefault, "Share of good time that a good result needs.").in("%").within(0, 100));
    all.add(Parameter.optional("offset", ParameterType.DURATION, "0s", "Where the grid begins.").in("s").within(0, 31 * 86_400));
    all.add(Parameter.optional("maxHold", ParameterType.DURATION, "0s", "How long a value stands at most; 0s for a period.").in("s")
        .within(0, 31 * 86_400));
    all.add(Parameter.choice("stamp", false, List.of("end", "start"), "Which end of the window is the result's time."));
    return all;
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(result);
  }

  /** What this operation adds up. */
  abstract Aggregate aggregate(StageContext context);

  @Override
  public final Filter create(StageContext context) {
    return new WindowStage(context, new WindowStage.Settings(context.number("period"), context.number("offset"), context.number("good"),
        context.number("maxHold"), context.text("stamp").equals("start")), result, aggregate(context));
  }
}
