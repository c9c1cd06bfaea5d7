package io.busbar.template.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.busbar.api.template.TemplateLoader.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schemas for editors agree with the README and the loader; judged by a validator that is not ours. */
class SchemaTest {
  private static final Pattern BLOCK = Pattern.compile("```(?:yaml|csv)\n# (\\S+)\n(.*?)```", Pattern.DOTALL);

  private record Example(String file, String text) {}

  private static List<Example> examples() throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(Path.of("README.md")));
    List<Example> examples = new ArrayList<>();
    while (matcher.find()) {
      examples.add(new Example(matcher.group(1), matcher.group(2)));
    }
    return examples;
  }

  private static JsonSchema schema(String name) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(SchemaLocation.of("classpath:io/busbar/template/yaml/schema/" + name + ".schema.json"));
  }

  private static Set<ValidationMessage> validate(String schema, String yaml) {
    Object value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    JsonNode node = new ObjectMapper().valueToTree(value);
    return schema(schema).validate(node);
  }

  @Test
  void everyExampleOfTheReadmeIsValidAndLoads() throws IOException {
    List<Example> examples = examples();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
    for (Example example : examples) {
      if (example.file().endsWith(".yaml")) {
        assertThat(validate(example.file().equals("site.yaml") ? "site" : "template", example.text())).as(example.file()).isEmpty();
      }
    }
    MemoryFiles main = new MemoryFiles();
    examples.subList(0, 3).forEach(example -> main.with(example.file(), example.text()));
    assertThat(new YamlTemplateLoader().load(main).problems()).isEmpty();
    Loaded small = new YamlTemplateLoader().load(new MemoryFiles().with("site.yaml", examples.get(3).text())
        .with("templates/pump.yaml", text(examples, "templates/pump.yaml")));
    Loaded allOfCentral = new YamlTemplateLoader().load(new MemoryFiles().with("site.yaml", examples.get(4).text())
        .with("devices.csv", examples.get(2).text()).with("templates/feeder.yaml", examples.get(1).text()));
    assertThat(allOfCentral.problems()).isEmpty();
    assertThat(small.problems()).extracting(problem -> problem.code()).containsExactly("unused-template");
    for (String template : List.of("templates/bay.yaml", "templates/line.yaml")) {
      assertThat(new YamlTemplateLoader().load(new MemoryFiles().with("site.yaml", examples.get(3).text()).with(template, text(examples, template)))
          .problems()).as(template).extracting(problem -> problem.code()).containsExactly("unused-template");
    }
  }

  private static String text(List<Example> examples, String file) {
    return examples.stream().filter(example -> example.file().equals(file)).findFirst().orElseThrow().text();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "site: oak",
      "site: oak\nchannels: {}",
      "site: oak/street\nchannels: {bus1: {type: modbus-tcp}}",
      "site: oak\nchannels: {bus1: {host: 10.0.0.1}}",
      "site: oak\nchannels: {bus1: {type: modbus-rtu, serial: 9600-9E1}}",
      "site: oak\nchanels: {}\nchannels: {bus1: {type: modbus-tcp}}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ncentral: {rate: 9600}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ncentral: {to: 10.9.0.5, rate: 9k}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ncentral: {to: 10.9.0.5, mtu: 68}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ncentral: {to: 10.9.0.5, order: newest-first}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ncentral: {to: 10.9.0.5, backup: {rate: 9600}}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ncentral: {to: 10.9.0.5, backup: {to: 10.9.0.6, key: a}}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ncentral: {to: 10.9.0.5, budget: {perDay: 20}}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ncentral: {to: 10.9.0.5, windows: 2-4}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ncentral: {to: 10.9.0.5, halfDuplex: {keyup: 40ms}}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ncentral: {to: 10.9.0.5, polled: perhaps}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ndevices: {a: {template: t}}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ndevices: {a: {template: t, points: {p: 1}, channel: bus1}}",
      "site: oak\nchannels: {bus1: {type: modbus-tcp}}\ndevices: [{template: t, channel: bus1}]",
  })
  void aWrongSiteIsNotValid(String yaml) {
    assertThat(validate("site", yaml)).isNotEmpty();
    assertThat(new YamlTemplateLoader().load(new MemoryFiles().with("site.yaml", yaml)).problems()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "point: {a: 1}",
      "points: {}",
      "points: {a: {raed: 40101}}",
      "points: {a: {read: 40101, every: 1}}",
      "points: {a: {read: 40101, scale: a}}",
      "points: {a: {read: 40101, publish: alrm}}",
      "points: {a: {read: 40101, enum: on}}",
      "points: {a: {read: 40101, flow: '(2)'}}",
      "points: {a: {read: []}}",
      "every: soon\npoints: {a: 40101}",
  })
  void aWrongTemplateIsNotValid(String yaml) {
    assertThat(validate("template", yaml)).isNotEmpty();
  }
}
