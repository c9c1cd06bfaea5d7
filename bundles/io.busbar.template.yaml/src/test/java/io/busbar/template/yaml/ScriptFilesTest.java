package io.busbar.template.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteModel;
import io.busbar.api.template.TemplateLoader;
import org.junit.jupiter.api.Test;

/** Scripts are a part of the model. */
class ScriptFilesTest {
  private static TemplateLoader.Loaded load(String flow) {
    return new YamlTemplateLoader().load(new MemoryFiles()
        .with("site.yaml", "site: a", "channels: {lan: {type: modbus-tcp, host: 10.0.0.1}}")
        .with("templates/meter.yaml", "points:", "  energy: {read: holding 1 uint32, flow: \"" + flow + "\"}")
        .with("scripts/swapped.py", "def process(samples, state, parameters):", "    return samples")
        .with("devices.csv", "device,template,channel,unit", "M-1,meter,lan,1"));
  }

  @Test
  void theTextOfTheFileIsAnArgumentOfTheStage() {
    TemplateLoader.Loaded loaded = load("script(swapped.py, a=5)");
    assertThat(loaded.problems()).isEmpty();
    SiteModel model = loaded.model();
    assertThat(model).isNotNull();
    var stage = model.templates().get(0).points().get(0).flow().get(0);
    assertThat(stage.named().get("source")).isNotNull().satisfies(source -> {
      assertThat(source.text()).startsWith("def process(");
      assertThat(source.at().file()).isEqualTo("scripts/swapped.py");
    });
  }

  @Test
  void aFileThatIsNotThereIsToldWhereItIsNamed() {
    assertThat(load("script(swaped.py)").problems()).extracting(Problem::toString).containsExactly("templates/meter.yaml:2:50 there is no file "
        + "scripts/swaped.py in the site folder. Did you mean \"scripts/swapped.py\"? There are: scripts/swapped.py.");
  }
}
