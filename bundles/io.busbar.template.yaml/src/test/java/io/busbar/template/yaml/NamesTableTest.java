package io.busbar.template.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.NamesReport;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteModel;
import io.busbar.api.template.TemplateLoader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What other systems call the points: names.csv. */
class NamesTableTest {
  private static TemplateLoader.Loaded load(String... names) {
    return new YamlTemplateLoader().load(new MemoryFiles()
        .with("site.yaml", "site: oak", "channels: {lan: {type: modbus-tcp, host: 10.0.0.1}}")
        .with("templates/feeder.yaml", "points:", "  ia: holding 1", "  ib: holding 2")
        .with("devices.csv", "device,template,channel,unit", "F-1,feeder,lan,1", "F-2,feeder,lan,2")
        .with("names.csv", names));
  }

  private static Map<String, String> names(SiteModel model, int device, String point) {
    DeviceSpec of = model.devices().get(device);
    return model.names().of(model.site(), of, point);
  }

  @Test
  void theRowThatSaysMostOfAPointWinsForEachSystemByItself() {
    TemplateLoader.Loaded loaded = load("# for the control centre", "device,point,template,scada,historian",
        "*,*,,{site}.{device}.{point},{template}/{point}", "*,ib,feeder,B.{device},", "F-2,*,,,-", "F-2,ia,,\"KEY,1\",");
    SiteModel model = Objects.requireNonNull(loaded.model());
    assertThat(names(model, 0, "ia")).containsExactly(Map.entry("scada", "oak.F-1.ia"), Map.entry("historian", "feeder/ia"));
    assertThat(names(model, 0, "ib")).containsEntry("scada", "B.F-1");
    assertThat(names(model, 1, "ia")).containsExactly(Map.entry("scada", "KEY,1"));
    assertThat(names(model, 1, "ib")).containsExactly(Map.entry("scada", "B.F-2"));
  }

  @Test
  void sharedNamesAndRowsForNothingAreWarnings() {
    TemplateLoader.Loaded loaded = load("device,point,scada", "F-1,ia,K1", "F-2,ia,K1", "F-3,ia,K2", "F-1,ic,K3");
    assertThat(loaded.model()).isNotNull();
    assertThat(loaded.problems()).extracting(Problem::toString).containsExactly(
        "names.csv:3:1 warning: F-2/ia and F-1/ia are both called \"K1\" in scada. Give one of them a row with another name.",
        "names.csv:4:1 warning: there is no device \"F-3\"; this row names nothing. Did you mean \"F-1\"?",
        "names.csv:5:1 warning: there is no point \"ic\" of F-1; this row names nothing. Did you mean \"ia\"?");
    NamesReport report = NamesReport.of(loaded.model());
    assertThat(report.named()).containsExactly(Map.entry("scada", 2));
    assertThat(report.unmapped()).containsExactly(Map.entry("scada", List.of("F-1/ib", "F-2/ib")));
  }

  @Test
  void aBrokenTableIsRefused() {
    assertThat(load("scada,point", "a,b").problems()).extracting(Problem::code).contains("bad-header");
    assertThat(load("device,point,scada,scada", "a,b,c,d").problems()).extracting(Problem::code).contains("bad-header");
    assertThat(load("# nothing").problems()).extracting(Problem::code).contains("empty-file");
    assertThat(load("device,point,scada", "F-1,ia,x,y").problems()).extracting(Problem::code).contains("too-many-cells");
  }
}
