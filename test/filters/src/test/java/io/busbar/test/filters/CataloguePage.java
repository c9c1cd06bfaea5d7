package io.busbar.test.filters;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.FilterFactory;
import java.util.Locale;
import java.util.Map;

/** bundles/FILTERS.md, made of what the filters say of themselves. */
final class CataloguePage {
  private CataloguePage() {}

  static String text(Map<String, Map<String, FilterFactory>> sets) {
    StringBuilder page = new StringBuilder();
    int count = sets.values().stream().mapToInt(Map::size).sum();
    page.append("# Filters\n\n").append(count).append(" filters in ").append(sets.size())
        .append(" sets. Each set is a bundle of its own, `io.busbar.filter.SET`. This page is made from the filters' own descriptions, which\n"
            + "also check templates; it is written anew by\n\n"
            + "```sh\nmvn -B -pl :test.filters -am verify -Dtest=CatalogueTest -Dsurefire.failIfNoSpecifiedTests=false "
            + "-Dbusbar.filters.write=true\n```\n\n"
            + "A sample of bad quality still flows; what is dropped is counted. *Gateway time* is when the gateway received "
            + "a sample, *source time* what the\n"
            + "sample says of itself; for order and durations it counts at most a minute ahead of gateway time, so that a wrong clock cannot stop a\n"
            + "filter for long. *Durable* state outlives the process. A filter with several inputs stands first in the flow of a point with as many\n"
            + "reads. Numbers can be overridden for a device by a column `point.parameter` of devices.csv.\n\n");
    sets.forEach((set, filters) -> {
      page.append("**").append(set).append("**:");
      filters.keySet().forEach(name -> page.append(" [").append(name).append("](#").append(name.toLowerCase(Locale.ROOT)).append(')'));
      page.append("\n\n");
    });
    sets.forEach((set, filters) -> {
      page.append("# ").append(set).append("\n\n");
      filters.values().forEach(filter -> filter(page, filter.descriptor()));
    });
    return page.toString().stripTrailing() + "\n";
  }

  private static void filter(StringBuilder page, Descriptor descriptor) {
    page.append("## ").append(descriptor.name()).append("\n\n").append(descriptor.summary()).append(".\n\n");
    page.append("```yaml\n").append(descriptor.example()).append("\n```\n\n");
    if (!descriptor.parameters().isEmpty()) {
      page.append("| parameter | what | value | default |\n|---|---|---|---|\n");
      descriptor.parameters().forEach(parameter -> page.append("| `").append(parameter.name()).append("` | ").append(cell(parameter.help()))
          .append(" | ").append(cell(value(parameter))).append(" | ").append(cell(preset(parameter))).append(" |\n"));
      page.append('\n');
    }
    page.append(descriptor.semantics().replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")).append("\n\n");
  }

  private static String preset(Parameter parameter) {
    return parameter.required() ? "required" : parameter.defaultText() == null ? "none"
        : parameter.defaultText().isEmpty() ? "empty" : "`" + parameter.defaultText() + "`";
  }

  private static String value(Parameter parameter) {
    if (parameter.type() == ParameterType.CHOICE) {
      return String.join(", ", parameter.choices());
    }
    String type = parameter.type().name().toLowerCase(Locale.ROOT);
    String unit = parameter.unit().isEmpty() ? "" : " in " + parameter.unit();
    boolean least = parameter.minimum() > -Double.MAX_VALUE;
    boolean most = parameter.maximum() < Double.MAX_VALUE;
    String range = least && most ? ", " + plain(parameter.minimum()) + " … " + plain(parameter.maximum())
        : least ? ", at least " + plain(parameter.minimum()) : most ? ", at most " + plain(parameter.maximum()) : "";
    return type + unit + range;
  }

  private static String plain(double value) {
    if (value == Double.MIN_VALUE) {
      return "above 0";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
