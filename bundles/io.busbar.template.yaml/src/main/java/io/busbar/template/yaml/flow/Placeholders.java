package io.busbar.template.yaml.flow;

import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parameters in the arguments of stages: {@code $top}, alone or within a text. */
final class Placeholders {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,31}");
  private static final Pattern USE = Pattern.compile("\\$(" + NAME.pattern() + ")");

  private Placeholders() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** The name of the parameter if an argument is one and nothing else; empty if not. */
  static String alone(Setting setting) {
    Matcher matcher = USE.matcher(setting.text());
    return setting.entries().isEmpty() && matcher.matches() ? matcher.group(1) : "";
  }

  /** The names of all parameters in a setting, with the place of each. */
  static void each(Setting setting, BiConsumer<String, Setting> found) {
    Matcher matcher = USE.matcher(setting.text());
    while (matcher.find()) {
      found.accept(matcher.group(1), setting);
    }
    setting.entries().values().forEach(entry -> each(entry, found));
  }

  /** A stage whose arguments have values in place of parameters, as far as there are values. */
  static StageSpec replaced(StageSpec stage, Function<String, @Nullable Setting> values) {
    List<Setting> positional = new ArrayList<>();
    stage.positional().forEach(argument -> positional.add(replaced(argument, values)));
    Map<String, Setting> named = new LinkedHashMap<>();
    stage.named().forEach((name, argument) -> named.put(name, replaced(argument, values)));
    return new StageSpec(stage.filter(), positional, named, stage.id(), stage.at());
  }

  private static Setting replaced(Setting setting, Function<String, @Nullable Setting> values) {
    String alone = alone(setting);
    Setting whole = alone.isEmpty() ? null : values.apply(alone);
    if (whole != null) {
      return whole;
    }
    String text = USE.matcher(setting.text()).replaceAll(use -> {
      Setting value = values.apply(use.group(1));
      return Matcher.quoteReplacement(value == null ? use.group() : value.text());
    });
    Map<String, Setting> entries = new LinkedHashMap<>();
    setting.entries().forEach((key, entry) -> entries.put(key, replaced(entry, values)));
    return new Setting(text, entries, setting.at());
  }
}
