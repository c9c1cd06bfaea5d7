package io.busbar.test.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.SiteModel;
import io.busbar.api.template.TemplateLoader;
import io.busbar.driver.modbus.ModbusDriverFactory;
import io.busbar.engine.model.Catalog;
import io.busbar.engine.model.CatalogCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each template of bundles/GOTCHAS.md loads and is without mistakes. */
class GotchasTest {
  private static final Pattern TEMPLATE = Pattern.compile("^## ([^\\n]+)\\n.*?```yaml\\n(.*?)```", Pattern.DOTALL | Pattern.MULTILINE);

  @Test
  void eachTemplateCanBeUsedAsItStands() throws IOException {
    Map<String, String> templates = new TreeMap<>();
    Matcher found = TEMPLATE.matcher(Files.readString(FilterSets.ROOT.resolve("bundles/GOTCHAS.md")));
    while (found.find()) {
      templates.put(found.group(1).replaceAll("[^A-Za-z]+", "-"), found.group(2));
    }
    assertThat(templates).hasSizeGreaterThanOrEqualTo(10);
    TemplateLoader.Loaded loaded = Examples.loadTemplates(templates);
    assertThat(loaded.problems()).isEmpty();
    SiteModel model = loaded.model();
    assertThat(model).isNotNull();
    Catalog catalog = new Catalog();
    catalog.add(new ModbusDriverFactory());
    FilterSets.all().forEach(catalog::add);
    assertThat(new CatalogCheck(catalog).check(model)).isEmpty();
  }
}
