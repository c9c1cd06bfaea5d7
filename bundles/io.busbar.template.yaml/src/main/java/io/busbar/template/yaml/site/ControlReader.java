package io.busbar.template.yaml.site;

import io.busbar.api.filter.formula.Formula;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.template.yaml.text.Hints;
import io.busbar.template.yaml.text.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code control} of site.yaml and of a point. Times come out as whole ms, lists joined by commas, whatever was written. A mistake
 * is an error always: what was meant to block must not be left out.
 */
final class ControlReader {
  private static final List<String> SITE_KEYS = List.of("timeToLive", "selectFor", "within", "local", "roles", "note");
  private static final List<String> POINT_KEYS = List.of("mode", "timeToLive", "selectFor", "feedback", "feedbackValues", "within", "interlock",
      "interlockOpen", "remote", "approve", "rate", "opens", "note");
  private static final List<String> ROLE_KEYS = List.of("who", "points", "may", "note");
  private static final List<String> MAY = List.of("open", "close", "approve", "tag", "supervise");
  private static final List<String> LOCAL = List.of("never", "radio-down", "always");
  private static final String NUMBER = "-?[0-9]{1,15}(\\.[0-9]{1,9})?";
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration GREATEST = Duration.ofHours(1);

  private final Problems problems;

  ControlReader(Problems problems) {
    this.problems = problems;
  }

  /** The section of site.yaml; empty if it is not written. */
  Optional<Setting> site(Fields site) {
    Value written = site.value("control");
    Value.Mapping mapping = written == null ? null
        : Fields.mapping("control", written, "\"control: {roles: {operator: {who: [ann]}}}\"", problems);
    if (mapping == null) {
      return Optional.empty();
    }
    Fields fields = new Fields(mapping, problems);
    fields.onlyThese(SITE_KEYS, "control");
    Map<String, Setting> found = new LinkedHashMap<>();
    times(fields, found);
    word(fields, found, "local", LOCAL);
    Value roles = fields.value("roles");
    Value.Mapping all = roles == null ? null : Fields.mapping("roles", roles, "\"roles: {operator: {who: [ann], points: [\"*/breaker\"]}}\"",
        problems);
    if (all != null) {
      Map<String, Setting> read = new LinkedHashMap<>();
      all.entries().values().forEach(role -> read.put(role.key(), role(role)));
      found.put("roles", new Setting("", read, all.at()));
    }
    return Optional.of(new Setting("", found, mapping.at()));
  }

  private Setting role(Value.Entry role) {
    Value.Mapping mapping = Fields.mapping(role.key(), role.value(), "\"" + role.key() + ": {who: [ann, bob], may: [open, close]}\"", problems);
    Map<String, Setting> found = new LinkedHashMap<>();
    if (mapping != null) {
      Fields fields = new Fields(mapping, problems);
      fields.onlyThese(ROLE_KEYS, "role " + role.key());
      list(fields, found, "who", List.of());
      list(fields, found, "points", List.of());
      list(fields, found, "may", MAY);
      if (!fields.has("who")) {
        fields.error(role.keyAt(), "missing-setting", "role \"" + role.key()
            + "\" does not say who has it. Write for example who: [ann, scada-west].");
      }
    }
    return new Setting("", found, role.keyAt());
  }

  private static void list(Fields fields, Map<String, Setting> found, String key, List<String> known) {
    Value value = fields.value(key);
    if (value == null) {
      return;
    }
    List<String> words = new ArrayList<>();
    for (Value item : value instanceof Value.Sequence list ? list.items() : List.of(value)) {
      String text = item instanceof Value.Scalar scalar ? scalar.text() : "";
      if (text.isEmpty() || text.indexOf(',') >= 0) {
        fields.error(item.at(), "wrong-type", "\"" + key + "\" is a list of words without commas. Write for example " + key + ": ["
            + (known.isEmpty() ? "ann, bob" : String.join(", ", known)) + "].");
      } else if (!known.isEmpty() && !known.contains(text)) {
        fields.error(item.at(), "unknown-word", "\"" + text + "\" is not known in \"" + key + "\"." + Hints.nearestOrAll(text, known));
      } else {
        words.add(text);
      }
    }
    found.put(key, Setting.of(String.join(",", words), value.at()));
  }

  /** The rules of a point; none if nothing is written. */
  Settings point(Fields point) {
    Value written = point.value("control");
    Value.Mapping mapping = written == null ? null
        : Fields.mapping("control", written, "\"control: {mode: select, feedback: breaker, within: 5s}\"", problems);
    if (mapping == null) {
      if (written != null) {
        point.markWrong();
      }
      return Settings.NONE;
    }
    Fields fields = new Fields(mapping, problems);
    fields.onlyThese(POINT_KEYS, "control");
    Map<String, Setting> found = new LinkedHashMap<>();
    word(fields, found, "mode", List.of("direct", "select"));
    word(fields, found, "approve", List.of("true", "false"));
    times(fields, found);
    text(fields, found, "feedback", "breaker", ".+", "a point");
    text(fields, found, "remote", "localRemote", ".+", "a point");
    text(fields, found, "opens", "1", NUMBER, "the number that opens");
    put(found, "rate", fields.whole("rate", 1, 600, "commands a minute"));
    formula(fields, found, "interlock");
    formula(fields, found, "interlockOpen");
    values(fields, found);
    if (fields.isWrong()) {
      point.markWrong();
    }
    return new Settings(found, mapping.at());
  }

  private static void values(Fields fields, Map<String, Setting> found) {
    Value value = fields.value("feedbackValues");
    if (value == null) {
      return;
    }
    Map<String, Setting> entries = new LinkedHashMap<>();
    boolean right = value instanceof Value.Mapping;
    for (Value.Entry entry : value instanceof Value.Mapping mapping ? mapping.entries().values() : List.<Value.Entry>of()) {
      right &= entry.key().matches(NUMBER) && entry.value() instanceof Value.Scalar scalar && scalar.text().matches(NUMBER);
      if (entry.value() instanceof Value.Scalar scalar) {
        entries.put(entry.key(), Setting.of(scalar.text(), scalar.at()));
      }
    }
    if (right) {
      found.put("feedbackValues", new Setting("", entries, value.at()));
    } else {
      fields.error(value.at(), "wrong-type", "\"feedbackValues\" says which number the feedback shows for which commanded one. Write for example "
          + "feedbackValues: {0: 1, 1: 2}.");
    }
  }

  private static void formula(Fields fields, Map<String, Setting> found, String key) {
    Value.Scalar written = fields.scalar(key, "\"earth == 1\"");
    String complaint = written == null ? "" : Formula.complaint(written.text());
    if (written != null && !complaint.isEmpty()) {
      fields.error(written.at(), "bad-formula", "\"" + key + "\": " + complaint);
    } else if (written != null) {
      found.put(key, Setting.of(written.text(), written.at()));
    }
  }

  private static void times(Fields fields, Map<String, Setting> found) {
    for (String key : List.of("timeToLive", "selectFor", "within")) {
      Value.Scalar written = fields.scalar(key, "20s");
      Optional<Duration> time = written == null ? Optional.empty() : Durations.parse(written.text());
      if (written != null && (time.isEmpty() || time.get().compareTo(LEAST) < 0 || time.get().compareTo(GREATEST) > 0)) {
        fields.error(written.at(), "bad-duration", "\"" + key + "\" is a time from 100ms to 1h, not \"" + written.text()
            + "\". Write for example 20s.");
      } else if (written != null && time.isPresent()) {
        found.put(key, Setting.of(Long.toString(time.get().toMillis()), written.at()));
      }
    }
  }

  private static void word(Fields fields, Map<String, Setting> found, String key, List<String> known) {
    Value.Scalar written = fields.scalar(key, known.get(0));
    if (written != null && !known.contains(written.text())) {
      fields.error(written.at(), "unknown-word", "\"" + key + "\" is one of " + String.join(", ", known) + ", not \"" + written.text() + "\"."
          + Hints.nearestOrAll(written.text(), known));
    } else if (written != null) {
      found.put(key, Setting.of(written.text(), written.at()));
    }
  }

  private static void text(Fields fields, Map<String, Setting> found, String key, String example, String pattern, String what) {
    Value.Scalar written = fields.scalar(key, example);
    if (written != null && !written.text().matches(pattern)) {
      fields.error(written.at(), "wrong-type", "\"" + key + "\" is " + what + ", not \"" + written.text() + "\". Write for example " + key + ": "
          + example + ".");
    } else if (written != null) {
      found.put(key, Setting.of(written.text(), written.at()));
    }
  }

  private static void put(Map<String, Setting> found, String key, @org.jspecify.annotations.Nullable Setting setting) {
    if (setting != null) {
      found.put(key, setting);
    }
  }

  /** Whether the points that rules name are in their template; those of other devices are known to the gateway only. */
  void check(List<PointSpec> points) {
    List<String> names = points.stream().map(PointSpec::name).toList();
    for (PointSpec point : points) {
      for (String key : List.of("feedback", "remote", "interlock", "interlockOpen")) {
        Setting written = point.control().get(key);
        List<String> named = written == null ? List.of() : key.startsWith("interlock") ? Formula.parse(written.text()).names()
            : List.of(written.text());
        for (String name : named) {
          if (written != null && name.indexOf('/') < 0 && !names.contains(name)) {
            problems.error(written.at(), "unknown-point", "\"" + key + "\" of \"" + point.name() + "\" names \"" + name
                + "\", which the template does not have." + Hints.nearestOrAll(name, names) + " A point of another device is device/point"
                + (key.startsWith("interlock") ? " in brackets: [FDR-08/earth]." : "."));
          }
        }
      }
    }
  }
}
