package io.busbar.template.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.StageSpec;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.template.TemplateLoader.Loaded;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ExampleSiteTest {
  private static final MemoryFiles EXAMPLE = new MemoryFiles()
      .with("site.yaml",
          "# site.yaml",
          "site: oak-street",
          "time: {ntp: [10.1.0.1]}",
          "central: {to: 10.9.0.5, rate: 9600, mtu: 296}   # bit/s on air",
          "channels:",
          "  bus1: {type: modbus-rtu, port: /dev/ttyS1, serial: 9600-8E1}")
      .with("templates/feeder.yaml",
          "addressing: modicon            # 40101 is holding register offset 100",
          "points:",
          "  breaker: {read: [10011, 10012], flow: \"doublePoint(open, closed) | debounce(20ms)\", publish: alarm}",
          "  ia:      {read: 40101 uint16, scale: 0.1, unit: A, notAvailable: 0xFFFF, every: 1s, report: dbAbs(2)}",
          "  energy:  {read: 40200 uint32 ABCD, unit: kWh, every: 1min}")
      .with("devices.csv", "device,template,channel,unit", "FDR-07,feeder,bus1,7");

  private static SiteModel load(MemoryFiles files) {
    Loaded loaded = new YamlTemplateLoader().load(files);
    assertThat(loaded.problems()).isEmpty();
    return Objects.requireNonNull(loaded.model());
  }

  private static PointSpec point(SiteModel model, String template, String name) {
    TemplateSpec found = model.templates().stream().filter(each -> each.name().equals(template)).findFirst().orElseThrow();
    return found.points().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void centralIsReachedOverTcpAndSerialPortsToo() {
    String[] addresses = {"10.9.0.5", "10.9.0.5:20500", "tcp://10.9.0.5:20501", "tcp://10.9.0.5:20501", "tcp://central", "tcp://central:20500",
        "serial:///dev/ttyS1?baud=19200&rts=key", "serial:///dev/ttyS1?baud=19200&rts=key"};
    for (int i = 0; i < addresses.length; i += 2) {
      SiteModel model = load(new MemoryFiles().with("site.yaml", "site: oak-street",
          "central: {to: \"" + addresses[i] + "\", mtu: 296}",
          "channels: {bus1: {type: modbus-tcp, host: 10.1.0.7}}")
          .with("templates/feeder.yaml", "points: {ia: {read: 40101 uint16}}")
          .with("devices.csv", "device,template,channel,unit", "FDR-07,feeder,bus1,7"));
      assertThat(model.central().text("to", "")).isEqualTo(addresses[i + 1]);
    }
  }

  @Test
  void readsTheExampleAsItIsWritten() {
    SiteModel model = load(EXAMPLE);
    assertThat(model.site()).isEqualTo("oak-street");
    assertThat(model.central().text("to", "")).isEqualTo("10.9.0.5:20500");
    assertThat(model.central().where("rate")).hasToString("site.yaml:4:25");
    assertThat(model.gateway().values().get("time").entries().get("ntp").text()).isEqualTo("10.1.0.1");
    assertThat(model.channels()).singleElement().satisfies(channel -> {
      assertThat(channel.type()).isEqualTo("modbus-rtu");
      assertThat(channel.settings().text("serial", "")).isEqualTo("9600-8E1");
      assertThat(channel.settings().where("serial")).hasToString("site.yaml:6:54");
    });
    DeviceSpec device = model.devices().get(0);
    assertThat(device.settings().text("unit", "")).isEqualTo("7");
    assertThat(device.settings().where("unit")).hasToString("devices.csv:2:20");
    assertThat(model.templates().get(0).settings().text("addressing", "")).isEqualTo("modicon");
  }

  @Test
  void joinsReadsThroughTheFlow() {
    PointSpec breaker = point(load(EXAMPLE), "feeder", "breaker");
    assertThat(breaker.reads()).extracting(ReadSpec::text).containsExactly("10011", "10012");
    assertThat(breaker.reads().get(1).at()).hasToString("templates/feeder.yaml:3:27");
    assertThat(breaker.stages()).extracting(StageSpec::filter).containsExactly("doublePoint", "debounce");
    assertThat(breaker.stages().get(1).at()).hasToString("templates/feeder.yaml:3:70");
    assertThat(breaker.stages().get(1).positional().get(0).text()).isEqualTo("20ms");
    assertThat(breaker.publish()).isEqualTo(PublishClass.ALARM);
    assertThat(breaker.every()).as("the driver's").isZero();
  }

  @Test
  void turnsScaleAndReportIntoStages() {
    PointSpec ia = point(load(EXAMPLE), "feeder", "ia");
    assertThat(ia.stages()).extracting(StageSpec::filter).containsExactly("linear", "dbAbs");
    assertThat(ia.stages().get(0).named().get("a").text()).isEqualTo("0.1");
    assertThat(ia.settings().names()).containsExactly("notAvailable");
    assertThat(ia.unit()).isEqualTo("A");
    PointSpec energy = point(load(EXAMPLE), "feeder", "energy");
    assertThat(energy.every()).isEqualTo(Duration.ofMinutes(1));
    assertThat(energy.publish()).isNull();
    assertThat(energy.stages()).isEmpty();
  }

  @Test
  void needsOnlySiteYamlForASmallSite() {
    SiteModel model = load(new MemoryFiles().with("site.yaml",
        "site: shed",
        "channels: {net: {type: modbus-tcp, host: 10.1.0.7}}",
        "devices:",
        "  inv1: {channel: net, unit: 1, points: {power: 30001 uint16}}"));
    assertThat(model.devices().get(0).template()).isEqualTo("inv1");
    assertThat(point(model, "inv1", "power").reads().get(0).text()).isEqualTo("30001 uint16");
    assertThat(model.devices().get(0).settings().names()).containsExactly("unit");
  }
}
