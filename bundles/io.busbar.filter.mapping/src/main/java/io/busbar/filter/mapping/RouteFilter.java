package io.busbar.filter.mapping;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.Router;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.formula.BoundFormula;
import io.busbar.api.filter.formula.FormulaOperation;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Takes;
import io.busbar.api.model.PublishClass;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;

/** {@code route(when, to, otherwise)}: how each sample is published. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=route")
public final class RouteFilter extends FormulaOperation {
  private static final String USUAL = "usual";

  /** The operation. */
  public RouteFilter() {
    super(Takes.NUMBER, "when", new Descriptor("route", "Publishes samples for which a formula is true as something else",
        "Passes every sample. At the end of the flow the formula is computed for what came out (x is that value, written as for expr): where it "
            + "is true the sample is published as to says, else as otherwise says; usual is what the point's publish: says. alarm and event go "
            + "the way of events: strict order, never skipped, alarms at once; measurement goes the way of measurements; none stays in the "
            + "gateway's image, and is counted by nobody: it is not dropped. Samples of one point that go different ways keep their order on each "
            + "way only; their source times tell the rest. Where something that the formula uses is INVALID it cannot be judged: the sample goes "
            + "as otherwise says. Does nothing at a point with publish: none. To send samples to different points, let several points read the "
            + "same place and select. No state; drops nothing.",
        "route(\"abs(x) > 400\", alarm)",
        List.of(Parameter.required("when", ParameterType.TEXT, "Formula; true is everything but 0."),
            Parameter.choice("to", true, List.of("alarm", "event", "measurement", "none"), "How samples are published for which it is true."),
            Parameter.choice("otherwise", false, List.of(USUAL, "alarm", "event", "measurement", "none"), "How the others are published."))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static PublishClass named(String name, PublishClass usual) {
    return name.equals(USUAL) ? usual : PublishClass.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static final class Stage extends EachSample implements Router {
    private final BoundFormula when;
    private final PublishClass to;
    private final PublishClass otherwise;
    private final boolean isUsual;

    Stage(StageContext context) {
      when = new BoundFormula(context, context.text("when"));
      to = named(context.text("to"), PublishClass.MEASUREMENT);
      isUsual = context.text("otherwise").equals(USUAL);
      otherwise = named(context.text("otherwise"), PublishClass.MEASUREMENT);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      out.addRow(in, i);
    }

    @Override
    public PublishClass route(int row, double value, int quality, PublishClass usual) {
      boolean judged = !Quality.isInvalid(when.quality(row, quality));
      return judged && when.value(row, value, quality) != 0 ? to : isUsual ? usual : otherwise;
    }
  }
}
