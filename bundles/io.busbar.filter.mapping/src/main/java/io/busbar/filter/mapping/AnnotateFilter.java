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
import io.busbar.api.model.Setting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/** {@code annotate(tags)}: what central and the systems behind it want to know of a point besides. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=annotate")
public final class AnnotateFilter extends Operation {
  private static final int MOST = 16;
  private static final int LONGEST = 200;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}");

  /** The operation. */
  public AnnotateFilter() {
    super(Takes.ANY, new Descriptor("annotate", "Gives the point tags for central and what lies behind it",
        "Text by name, such as the feeder's name in another system, the phase, or who is called. The tags go to central once, with the point's "
            + "description, not with each sample: they cost nothing on the radio. They stand on both pages, in search, in the API and in each "
            + "line of the file sink. A name begins with a letter and has up to 32 letters, digits, _ . or -; a text has up to 200 characters; "
            + "16 tags a stage. Of several stages all tags count; of one name the last. Passes every sample unchanged. No state; drops nothing.",
        "annotate({phase: A, crew: north})",
        List.of(Parameter.required("tags", ParameterType.MAP, "Name to text."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    Setting tags = stage.arguments().setting("tags");
    if (tags == null || tags.entries().isEmpty()) {
      stage.error("tags", "no-tags", "there are no tags. Write for example {phase: A}.");
    } else if (tags.entries().size() > MOST) {
      stage.error("tags", "too-many-tags", "there are " + tags.entries().size() + " tags, at most " + MOST + " are possible. Put some together.");
    } else {
      tags.entries().forEach((name, text) -> check(stage, name, text));
    }
    return StageOutput.of(stage.kind());
  }

  private static void check(Checked stage, String name, Setting text) {
    if (!NAME.matcher(name).matches()) {
      stage.problems().error(text.at(), "bad-tag", "annotate: \"" + name + "\" is no name of a tag. It begins with a letter and has up to "
          + "32 letters, "
          + "digits, _ . or -.");
    } else if (!text.entries().isEmpty() || text.text().length() > LONGEST || text.text().chars().anyMatch(c -> c < ' ')) {
      stage.problems().error(text.at(), "bad-tag", "annotate: \"" + name + "\" is one text of up to " + LONGEST + " characters on one line. "
          + "Shorten it.");
    }
  }

  @Override
  public Map<String, String> tags(StageArguments arguments) {
    Map<String, String> tags = new TreeMap<>();
    Setting written = arguments.setting("tags");
    if (written != null) {
      written.entries().forEach((name, text) -> tags.put(name, text.text()));
    }
    return tags;
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
