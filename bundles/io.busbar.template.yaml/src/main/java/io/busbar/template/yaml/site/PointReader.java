package io.busbar.template.yaml.site;

import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import io.busbar.template.yaml.flow.Flow;
import io.busbar.template.yaml.flow.FlowScope;
import io.busbar.template.yaml.flow.FlowText;
import io.busbar.template.yaml.flow.Parameters;
import io.busbar.template.yaml.flow.PlainSettings;
import io.busbar.template.yaml.text.Hints;
import io.busbar.template.yaml.text.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one point and expands its short words ({@code scale}, {@code enum}, {@code report}) to stages of its flow. */
final class PointReader {
  /** Keys of a point that are the loader's; all others are the driver's. */
  static final List<String> KEYS = List.of("read", "from", "flow", "scale", "offset", "enum", "report", "publish", "every", "unit", "control",
      "note");
  /** Most places that one point is read from. */
  static final int MAX_READS = 16;

  private static final Duration LEAST_PERIOD = Duration.ofMillis(10);
  private static final Duration GREATEST_PERIOD = Duration.ofDays(31);
  private static final List<String> PUBLISH = List.of("alarm", "event", "measurement", "none");

  private final Problems problems;
  private final Defaults defaults;
  private final FlowScope scope;
  private final Parameters parameters;

  /** What holds for the points of a template that do not say otherwise. */
  record Defaults(@Nullable Duration every, @Nullable PublishClass publish, @Nullable List<StageSpec> report) {
    static final Defaults NONE = new Defaults(null, null, null);
  }

  /**
   * A reader of one template's points.
   *
   * @param scope flows that they may use
   * @param parameters of the template
   */
  PointReader(Problems problems, Defaults defaults, FlowScope scope, Parameters parameters) {
    this.problems = problems;
    this.defaults = defaults;
    this.scope = scope;
    this.parameters = parameters;
  }

  /** Reads a point, {@code power: 40101 uint16} or a mapping; empty if it is wrong, which is reported. */
  Optional<PointSpec> read(Value.Entry entry) {
    boolean named = Names.check("point", entry.key(), entry.keyAt(), problems);
    Value.Mapping mapping = entry.value() instanceof Value.Mapping written ? written
        : new Value.Mapping(Map.of("read", new Value.Entry("read", entry.keyAt(), entry.value())), entry.keyAt());
    Fields fields = new Fields(mapping, problems);
    List<ReadSpec> reads = reads(fields);
    Value.Scalar unit = fields.scalar("unit", "A");
    Settings others = fields.others(KEYS);
    Settings control = new ControlReader(problems).point(fields);
    List<Setting> from = from(fields);
    List<StageSpec> flow = flow(fields, Math.max(reads.size(), from.size()));
    PointSpec.Report report = report(fields, flow.size());
    PublishClass publish = publish(fields);
    Duration every = every(fields);
    checkSource(entry, fields, others);
    if (!named || fields.isWrong()) {
      return Optional.empty();
    }
    if (every == null) {
      every = reads.isEmpty() || defaults.every() == null ? Duration.ZERO : defaults.every();
    }
    List<StageSpec> all = new ArrayList<>(flow);
    all.addAll(report.stages());
    List<StageSpec> whole = parameters.into(entry.key(), Flow.numbered(all));
    return Optional.of(new PointSpec(entry.key(), reads, from, others, unit == null ? "" : unit.text(), whole.subList(0, flow.size()),
        new PointSpec.Report(whole.subList(flow.size(), whole.size()), report.statesToo()), publish == null ? defaults.publish() : publish, every,
        entry.keyAt(), control));
  }

  /** A point is read, or made of others; what belongs to reading has no business at the latter. A misspelt {@code read} is one mistake. */
  private static void checkSource(Value.Entry entry, Fields fields, Settings others) {
    if (fields.has("read") && fields.has("from")) {
      fields.error(fields.keyAt("from"), "read-and-from", "point \"" + entry.key() + "\" is read, and made of other points. Remove one, or name the "
          + "others in a formula: flow: \"expr(x + other)\".");
    } else if (!fields.has("read") && !fields.has("from") && !fields.has("flow")) {
      if (fields.isWrong()) {
        return;
      }
      fields.error(entry.keyAt(), "point-without-read", "point \"" + entry.key() + "\" does not say where it is read. Write "
          + "\"read: 40101 uint16\". One that is made of others names them: \"from: [other, another]\", or flow: \"expr(other + another)\".");
    } else if (!fields.has("read")) {
      if (fields.has("every")) {
        fields.error(fields.keyAt("every"), "every-without-read", "point \"" + entry.key() + "\" is made of others and comes when they do. Remove "
            + "\"every\", or thin it out: report: sample(1min).");
      }
      others.values().forEach((name, setting) -> fields.error(setting.at(), "unknown-key", "\"" + name + "\" is not known at a point that is made of "
          + "others. Remove it, or write it where they are read."));
    }
  }

  private static List<Setting> from(Fields fields) {
    Value value = fields.value("from");
    if (value == null) {
      return List.of();
    }
    List<Value> items = value instanceof Value.Sequence list ? list.items() : List.of(value);
    if (items.isEmpty() || items.size() > MAX_READS) {
      fields.error(value.at(), "wrong-type", "\"from\" takes 1 to " + MAX_READS + " points, not " + items.size() + ".");
      return List.of();
    }
    List<Setting> from = new ArrayList<>(items.size());
    for (Value item : items) {
      if (item instanceof Value.Scalar scalar && !scalar.isEmpty()) {
        from.add(Setting.of(scalar.text(), scalar.at()));
      } else {
        fields.error(item.at(), "wrong-type", "\"from\" names a point of the same template, or several in [ ], not " + item.kind() + ".");
      }
    }
    return from;
  }

  private static List<ReadSpec> reads(Fields fields) {
    Value value = fields.value("read");
    if (value == null) {
      return List.of();
    }
    List<Value> items = value instanceof Value.Sequence list ? list.items() : List.of(value);
    if (items.isEmpty() || items.size() > MAX_READS) {
      fields.error(value.at(), "wrong-type", "\"read\" takes 1 to " + MAX_READS + " places, not " + items.size() + ".");
      return List.of();
    }
    List<ReadSpec> reads = new ArrayList<>(items.size());
    for (Value item : items) {
      if (item instanceof Value.Scalar scalar && !scalar.isEmpty()) {
        reads.add(new ReadSpec(scalar.text(), scalar.at()));
      } else {
        fields.error(item.at(), "wrong-type", "\"read\" says where the point is read, for example \"40101 uint16\", or several in [ ], not "
            + item.kind() + ".");
      }
    }
    return reads;
  }

  /** scale and offset, then the flow, then enum; a flow that joins or makes the value does that first. */
  private List<StageSpec> flow(Fields fields, int inputs) {
    List<StageSpec> stages = new ArrayList<>();
    Value flow = fields.value("flow");
    if (flow != null && !fields.hasPieceOfFlow()) {
      Flow.read(flow, fields.problems()).flatMap(scope::expand).ifPresentOrElse(stages::addAll, fields::markWrong);
    } else if (flow == null && inputs > 1) {
      boolean read = fields.has("read");
      fields.error(fields.keyAt(read ? "read" : "from"), "reads-need-flow", inputs + (read ? " reads" : " points") + " give " + inputs
          + " values, and nothing joins them to one. Add for example flow: \"" + (read ? "doublePoint(open, closed)\" or flow: \"words(ABCD, uint32)"
          : "groupSum\" or flow: \"vote(2, 3)") + "\".");
    }
    int joined = inputs != 1 && !stages.isEmpty() ? 1 : 0;
    scaling(fields).ifPresent(stage -> stages.add(joined, stage));
    labels(fields).ifPresent(stages::add);
    return stages;
  }

  private PointSpec.Report report(Fields fields, int before) {
    List<StageSpec> own = report(fields);
    boolean ofTemplate = own == null && !fields.has("report") && defaults.report() != null;
    List<StageSpec> written = own != null ? own : ofTemplate && defaults.report() != null ? defaults.report() : List.of();
    List<StageSpec> stages = scope.expand(written).orElseGet(() -> {
      fields.markWrong();
      return List.of();
    });
    if (before + stages.size() > FlowText.MAX_STAGES) {
      fields.error(fields.keyAt("report"), "flow-syntax", "flow and report have " + (before + stages.size()) + " stages together, at most "
          + FlowText.MAX_STAGES + " are possible. Split them into two points.");
    }
    return new PointSpec.Report(stages, !ofTemplate);
  }

  private static Optional<StageSpec> scaling(Fields fields) {
    Value.Scalar a = factor(fields, "scale", "0.1");
    Value.Scalar b = factor(fields, "offset", "-40");
    if (a == null && b == null) {
      return Optional.empty();
    }
    SourceLocation at = fields.keyAt(a == null ? "offset" : "scale");
    Map<String, Setting> arguments = new LinkedHashMap<>();
    arguments.put("a", a == null ? Setting.of("1", at) : Setting.of(a.text(), a.at()));
    if (b != null) {
      arguments.put("b", Setting.of(b.text(), b.at()));
    }
    return Optional.of(new StageSpec("linear", List.of(), arguments, "linear", at));
  }

  /** A number or a parameter; null if not written or wrong. */
  private static Value.@Nullable Scalar factor(Fields fields, String key, String example) {
    Value value = fields.value(key);
    if (value instanceof Value.Scalar scalar && (scalar.text().startsWith("$") || fields.number(key, example).isPresent())) {
      return scalar;
    }
    if (value != null && !(value instanceof Value.Scalar)) {
      fields.number(key, example);
    }
    return null;
  }

  private static Optional<StageSpec> labels(Fields fields) {
    Value value = fields.value("enum");
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Value.Mapping mapping) || mapping.entries().isEmpty()) {
      fields.error(value.at(), "wrong-type", "\"enum\" names the states by their number, for example \"enum: {0: off, 1: on}\", not "
          + value.kind() + ".");
      return Optional.empty();
    }
    return Optional.of(new StageSpec("enum", List.of(PlainSettings.setting(mapping)), Map.of(), "enum", fields.keyAt("enum")));
  }

  /** The stages of {@code report:}; empty for {@code none}; null if not written or wrong. */
  static @Nullable List<StageSpec> report(Fields fields) {
    Value value = fields.value("report");
    if (value == null || (value instanceof Value.Scalar scalar && scalar.text().equals("none"))) {
      return value == null ? null : List.of();
    }
    Optional<List<StageSpec>> stages = Flow.read(value, fields.problems());
    if (stages.isEmpty()) {
      fields.markWrong();
    }
    return stages.orElse(null);
  }

  /** The period of {@code every:}, which the driver knows where it is not written; null if not written or wrong. */
  static @Nullable Duration every(Fields fields) {
    Value.Scalar written = fields.scalar("every", "1s");
    if (written == null) {
      return null;
    }
    Optional<Duration> every = Durations.parse(written.text());
    if (every.isEmpty()) {
      fields.error(written.at(), "bad-duration", "\"" + written.text() + "\" is not a period. " + Durations.EXAMPLES);
    } else if (every.get().compareTo(LEAST_PERIOD) < 0 || every.get().compareTo(GREATEST_PERIOD) > 0) {
      fields.error(written.at(), "out-of-range", "\"every\" is 10ms to 31d, not " + written.text() + ".");
    } else {
      return every.get();
    }
    return null;
  }

  /** The class of {@code publish:}; null if not written or wrong. */
  static @Nullable PublishClass publish(Fields fields) {
    Value.Scalar written = fields.scalar("publish", "measurement");
    if (written == null) {
      return null;
    }
    for (PublishClass each : PublishClass.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(written.text())) {
        return each;
      }
    }
    fields.error(written.at(), "unknown-publish", "\"publish\" cannot be \"" + written.text() + "\"." + Hints.nearestOrAll(written.text(),
        PUBLISH));
    return null;
  }
}
