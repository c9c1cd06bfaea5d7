package io.busbar.filter.mapping;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageArguments;
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

/** {@code rename(pattern, replacement)}: the name that a point has for central. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=rename")
public final class RenameFilter extends Operation {
  private static final int MOST_PATTERN = 200;
  private static final Pattern GROUP = Pattern.compile("\\$(\\d?)");

  /** The operation. */
  public RenameFilter() {
    super(Takes.ANY, new Descriptor("rename", "Gives the point another name for central and what lies behind it",
        "Computed once, when the site is applied: each match of the regular expression (Java's, searched, not anchored) in the point's name "
            + "is replaced; $1 stands for the first group. What does not match keeps its name. The gateway's own pages, commands and flows "
            + "know the point by its name in the template. Names must differ within a template. The new name is a point of its own "
            + "there: what was sent under the old one stays under it. Passes every sample unchanged. No state; drops nothing.",
        "rename('^it$', 'current_L1')",
        List.of(Parameter.required("pattern", ParameterType.TEXT, "Regular expression, in quotes."),
            Parameter.required("replacement", ParameterType.TEXT, "What stands in place of each match; $1 the first group."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    try {
      if (stage.text("pattern").length() > MOST_PATTERN) {
        stage.error("pattern", "too-long", "the pattern has more than " + MOST_PATTERN + " characters.");
      } else {
        int groups = Pattern.compile(stage.text("pattern")).matcher("").groupCount();
        Matcher asked = GROUP.matcher(stage.text("replacement"));
        while (asked.find()) {
          if (asked.group(1).isEmpty() || Integer.parseInt(asked.group(1)) > groups) {
            stage.error("replacement", "no-such-group", "\"" + asked.group() + "\" is no group of the pattern, which has " + groups
                + ". Write $1 for what stands in its first ( ).");
          }
        }
      }
    } catch (PatternSyntaxException wrong) {
      stage.error("pattern", "bad-pattern", wrong.getDescription() + " in \"" + stage.text("pattern") + "\". Write for example '^i' in quotes.");
    }
    return StageOutput.of(stage.kind());
  }

  @Override
  public String publishedName(StageArguments arguments, String name) {
    return Pattern.compile(arguments.text("pattern")).matcher(name).replaceAll(arguments.text("replacement"));
  }

  @Override
  public Filter create(StageContext context) {
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        out.addRow(in, i, kind);
      }
    };
  }
}
