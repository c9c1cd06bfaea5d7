package io.busbar.template.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SiteEdit;
import io.busbar.api.model.SiteEdit.PutDevice;
import io.busbar.api.model.SiteEdit.PutPoint;
import io.busbar.api.model.SiteEdit.PutTemplate;
import io.busbar.api.model.SiteEdit.RemoveDevice;
import io.busbar.api.model.SiteEdit.RemovePoint;
import io.busbar.api.model.SiteEdit.RemoveTemplate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Single changes of a site's files leave everything else as it is written. */
class SiteEditorTest {
  private final Problems problems = new Problems();

  private static MemoryFiles site() {
    return new MemoryFiles()
        .with("site.yaml", "site: oak   # the old one", "channels: {bus1: {type: modbus-rtu, port: /dev/ttyS1}}",
            "templates: {inline: {points: {x: holding 1}}}", "devices: {IN-1: {template: inline, channel: bus1, unit: 99}}")
        .with("templates/feeder.yaml", "addressing: modicon", "# currents", "points:", "  ia:  {read: 40101 uint16}   # first", "",
            "  # second", "  ib:", "    read: 40102", "    unit: A", "", "  # the last", "  ic: 40103", "# end")
        .with("templates/dense.yaml", "points: {a: holding 1, b: holding 2}")
        .with("devices.csv", "# feeders", "device, template, channel, unit, note", "FDR-01, feeder, bus1, 1, \"old, but good\"", "",
            "FDR-02, feeder, bus1, 2", "# end");
  }

  private Map<String, String> edit(SiteEdit... edits) {
    return new YamlTemplateLoader().edit(site(), List.of(edits), problems);
  }

  private String devices(SiteEdit... edits) {
    return edit(edits).getOrDefault("devices.csv", "");
  }

  private String feeder(SiteEdit... edits) {
    return edit(edits).getOrDefault("templates/feeder.yaml", "");
  }

  @Test
  void aDeviceIsAddedChangedAndRemovedInItsLine() {
    assertThat(devices(new PutDevice("FDR-03", Map.of("template", "feeder", "channel", "bus1", "unit", "3")))).isEqualTo("""
        # feeders
        device, template, channel, unit, note
        FDR-01, feeder, bus1, 1, "old, but good"

        FDR-02, feeder, bus1, 2
        # end
        FDR-03,feeder,bus1,3,
        """);
    assertThat(devices(new PutDevice("FDR-01", Map.of("unit", "11", "ia.dbAbs.d", "5")), new RemoveDevice("FDR-02"))).isEqualTo("""
        # feeders
        device, template, channel, unit, note,ia.dbAbs.d
        FDR-01,feeder,bus1,11,"old, but good",5

        # end
        """);
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void aPointIsAddedReplacedAndRemovedInItsLines() {
    assertThat(feeder(new PutPoint("feeder", "in", "{read: 40104 uint16}"))).contains("  ic: 40103\n  in: {read: 40104 uint16}\n# end\n");
    assertThat(feeder(new PutPoint("feeder", "ib", "40109"))).contains("  # second\n  ib: 40109\n\n  # the last\n  ic: 40103\n");
    assertThat(feeder(new RemovePoint("feeder", "ib"))).isEqualTo("""
        addressing: modicon
        # currents
        points:
          ia:  {read: 40101 uint16}   # first

          # second

          # the last
          ic: 40103
        # end
        """);
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void wholeTemplatesComeAndGo() {
    assertThat(edit(new PutTemplate("meter", "points:\n  e: holding 1"))).containsEntry("templates/meter.yaml", "points:\n  e: holding 1\n");
    assertThat(edit(new PutTemplate("feeder", "points:\n  e: holding 1\n"))).containsEntry("templates/feeder.yaml", "points:\n  e: holding 1\n");
    assertThat(edit(new RemoveTemplate("feeder"))).doesNotContainKey("templates/feeder.yaml").containsKey("site.yaml");
  }

  @Test
  void whatCannotBeChangedIsRefusedWithWhatToDo() {
    edit(new RemoveDevice("FDR-O1"), new PutDevice("IN-1", Map.of()), new RemoveTemplate("inline"), new RemoveTemplate("feder"),
        new RemovePoint("feeder", "id"), new PutPoint("dense", "c", "holding 3"), new PutPoint("feeder", "x", "a\nb"));
    assertThat(problems.list()).extracting(Problem::code).containsExactly("unknown-device", "not-in-table", "not-in-file", "unknown-template",
        "unknown-point", "cannot-edit", "cannot-edit");
    assertThat(problems.list().get(0).message()).isEqualTo("there is no device \"FDR-O1\". Did you mean \"FDR-01\"?");
  }
}
