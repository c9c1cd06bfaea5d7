package io.busbar.filter.value;

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
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.osgi.service.component.annotations.Component;

/** {@code parseText(pattern, group)}: a number out of a text. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=parseText")
public final class ParseTextFilter extends Operation {
  private static final int MAX_PATTERN = 200;
  private static final int MAX_TEXT = 256;

  /** The operation. */
  public ParseTextFilter() {
    super(Takes.TEXT, new Descriptor("parseText", "Takes a number out of a text",
        "The first place that the regular expression (of java.util.regex) matches; its first group, or the whole match without a "
            + "group, is read as a decimal number with a point. Only the first 256 characters are looked at. No match, or a match "
            + "that is no number, gives 0, INVALID processingError. Quality and times pass. No state; drops nothing.",
        "read: holding 20 string 16, flow: 'parseText(\"(-?[0-9.]+) *kV\")'",
        List.of(Parameter.optional("pattern", ParameterType.TEXT, "[-+]?[0-9]+([.][0-9]+)?", "Regular expression; its first group is the "
            + "number, at most 200 characters."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    String pattern = stage.text("pattern");
    if (pattern.length() > MAX_PATTERN) {
      stage.error("pattern", "too-long", "the pattern has " + pattern.length() + " characters. Write at most " + MAX_PATTERN + ".");
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException wrong) {
      stage.error("pattern", "bad-pattern", "\"" + pattern + "\" is no regular expression: " + wrong.getDescription()
          + ". Write for example \"([0-9.]+) kV\".");
    }
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    boolean given = context.setting("pattern") != null;
    Matcher matcher = Pattern.compile(context.text("pattern")).matcher("");
    int group = given && matcher.groupCount() > 0 ? 1 : 0;
    TextWindow window = new TextWindow();
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        window.show(in.blobs, in.bits[i], MAX_TEXT);
        matcher.reset(window);
        double value = matcher.find() && matcher.start(group) >= 0 ? window.number(matcher.start(group), matcher.end(group)) : Double.NaN;
        int o = out.addRow(in, i);
        out.bits[o] = Double.doubleToRawLongBits(Double.isNaN(value) ? 0 : value);
        if (Double.isNaN(value)) {
          out.quality[o] = Quality.invalid(in.quality[i], Quality.PROCESSING_ERROR);
        }
      }
    };
  }
}
