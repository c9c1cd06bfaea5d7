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
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one point and expands its short words ({@code scale}, {@code enum}, {@code report}) to stages of its flow. */
final class PointReader {
  /** Keys of a point that are the loader's; all others are the driver's. */
  static final List<String> KEYS = List.of("read", "flow", "scale", "offset", "enum", "report", "publish", "every", "unit", "note");
  /** Most places that one point is read from. */
  static final int MAX_READS = 16;

  private static final Duration LEAST_PERIOD = Duration.ofMillis(10);
  private static final Duration GREATEST_PERIOD = Duration.ofDays(31);
  /** Filters whose result is a state, or that stand behind states only. */
  private static final Set<String> STATES = Set.of("doublePoint", "enum", "limits", "and", "or", "xor", "not", "vote", "discrepancy", "debounce",
      "chatter", "mcd", "transient", "latch", "firstOut", "faultPassage", "recloseSequence", "eventRecords");
  private static final List<String> PUBLISH = List.of("alarm", "event", "measurement", "none");

  private final Problems problems;
  private final Defaults defaults;

  /** What holds for the points of a template that do not say otherwise. */
  record Defaults(@Nullable Duration every, @Nullable PublishClass publish, @Nullable List<StageSpec> report) {
    static final Defaults NONE = new Defaults(null, null, null);
  }

  PointReader(Problems problems, Defaults defaults) {
    this.problems = problems;
    this.defaults = defaults;
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
    List<StageSpec> flow = flow(fields, reads.size());
    PublishClass publish = publish(fields);
    Duration every = every(fields);
    if (!fields.has("read") && !fields.isWrong()) {
      fields.error(entry.keyAt(), "point-without-read", "point \"" + entry.key() + "\" does not say where it is read. Write "
          + "\"read: 40101 uint16\". One that is made from others reads one of them and names the others in a formula: flow: expr(x + other).");
    }
    if (!named || fields.isWrong()) {
      return Optional.empty();
    }
    if (publish == null) {
      publish = defaults.publish() != null ? defaults.publish() : isState(flow) ? PublishClass.EVENT : PublishClass.MEASUREMENT;
    }
    if (every == null) {
      every = reads.isEmpty() || defaults.every() == null ? Duration.ZERO : defaults.every();
    }
    return Optional.of(new PointSpec(entry.key(), reads, others, unit == null ? "" : unit.text(), flow, publish, every, entry.keyAt()));
  }

  private static boolean isState(List<StageSpec> flow) {
    return flow.stream().anyMatch(stage -> STATES.contains(stage.filter()));
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

  /** scale and offset, then the flow, then enum, then report; a flow that joins or makes the value does that first. */
  private List<StageSpec> flow(Fields fields, int reads) {
    List<StageSpec> stages = new ArrayList<>();
    Value flow = fields.value("flow");
    if (flow != null && !fields.hasPieceOfFlow()) {
      Flow.read(flow, fields.problems()).ifPresentOrElse(stages::addAll, fields::markWrong);
    } else if (flow == null && reads > 1) {
      fields.error(fields.keyAt("read"), "reads-need-flow", reads + " reads give " + reads + " values, and nothing joins them to one. "
          + "Add for example flow: \"doublePoint(open, closed)\" or flow: \"words(ABCD, uint32)\".");
    }
    int joined = reads != 1 && !stages.isEmpty() ? 1 : 0;
    scaling(fields).ifPresent(stage -> stages.add(joined, stage));
    labels(fields).ifPresent(stages::add);
    List<StageSpec> report = report(fields);
    if (report != null) {
      stages.addAll(report);
    } else if (defaults.report() != null && !fields.has("report") && !isState(stages)) {
      stages.addAll(defaults.report());
    }
    return Flow.numbered(stages);
  }

  private static Optional<StageSpec> scaling(Fields fields) {
    OptionalDouble scale = fields.number("scale", "0.1");
    OptionalDouble offset = fields.number("offset", "-40");
    if (scale.isEmpty() && offset.isEmpty()) {
      return Optional.empty();
    }
    Value.Scalar a = scale.isEmpty() ? null : (Value.Scalar) fields.value("scale");
    Value.Scalar b = offset.isEmpty() ? null : (Value.Scalar) fields.value("offset");
    SourceLocation at = fields.keyAt(a == null ? "offset" : "scale");
    Map<String, Setting> arguments = new LinkedHashMap<>();
    arguments.put("a", a == null ? Setting.of("1", at) : Setting.of(a.text(), a.at()));
    if (b != null) {
      arguments.put("b", Setting.of(b.text(), b.at()));
    }
    return Optional.of(new StageSpec("linear", List.of(), arguments, "linear", at));
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
