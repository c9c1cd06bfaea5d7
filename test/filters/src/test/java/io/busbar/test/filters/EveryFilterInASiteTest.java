package io.busbar.test.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteModel;
import io.busbar.api.template.TemplateLoader;
import io.busbar.driver.modbus.ModbusDriverFactory;
import io.busbar.engine.model.Catalog;
import io.busbar.engine.model.CatalogCheck;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A site that uses each filter at least once: the loader and the check know all of them by their descriptions. */
class EveryFilterInASiteTest {
  private static Map<String, String> examples() {
    Map<String, String> examples = new TreeMap<>();
    FilterSets.all().forEach(filter -> examples.put(filter.descriptor().name(), filter.descriptor().example()));
    return examples;
  }

  private static List<Problem> check(SiteModel model) {
    Catalog catalog = new Catalog();
    catalog.add(new ModbusDriverFactory());
    FilterSets.all().forEach(catalog::add);
    return new CatalogCheck(catalog).check(model);
  }

  @Test
  void loadsAndIsWithoutMistakes() {
    TemplateLoader.Loaded loaded = Examples.load(examples());
    assertThat(loaded.problems()).isEmpty();
    SiteModel model = loaded.model();
    assertThat(model).isNotNull();
    assertThat(check(model)).isEmpty();
  }

  @Test
  void aMistypedNameOfAFilterOrOfItsParameterIsRecognised() {
    for (FilterFactory filter : FilterSets.all()) {
      String name = filter.descriptor().name();
      if (name.length() < 5) {
        continue;
      }
      String mistyped = name.charAt(1) + name.substring(0, 1) + name.substring(2);
      assertThat(told(filter, filter.descriptor().example().replaceFirst("\\b" + name + "\\b", mistyped))).as(name)
          .anyMatch(message -> message.contains("Did you mean \"" + name + "\"?"));
      boolean nested = Pattern.compile("\\b" + name + "\\([^()]*\\(").matcher(filter.descriptor().example()).find();
      filter.descriptor().parameters().stream().filter(parameter -> parameter.name().length() > 4 && !nested).findFirst()
          .ifPresent(parameter -> {
            String wrong = parameter.name().substring(0, parameter.name().length() - 1);
            String example = filter.descriptor().example().replaceFirst("\\b" + name + "(\\([^()]*\\))?", name + "(" + wrong + "=1)");
            assertThat(told(filter, example)).as(example)
                .anyMatch(message -> message.contains("Did you mean \"" + parameter.name() + "\"?"));
          });
    }
  }

  private static List<String> told(FilterFactory filter, String example) {
    TemplateLoader.Loaded loaded = Examples.load(Map.of(filter.descriptor().name(), example));
    SiteModel model = loaded.model();
    return (model == null ? loaded.problems() : check(model)).stream().map(Problem::message).toList();
  }
}
