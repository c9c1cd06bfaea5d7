package io.busbar.driver.modbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.driver.InputType;
import io.busbar.api.line.LineSpec;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static Settings settings(String file, int line, String... namesAndTexts) {
    Map<String, Setting> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      values.put(namesAndTexts[i], Setting.of(namesAndTexts[i + 1], new SourceLocation(file, line, 20)));
    }
    return new Settings(values, new SourceLocation(file, line, 1));
  }

  private static List<String> channel(String type, String... settings) {
    Problems problems = new Problems();
    ChannelSettings.parse(new ChannelSpec("bus1", type, settings("site.yaml", 4, settings), new SourceLocation("site.yaml", 4, 3)), problems);
    return problems.list().stream().map(Problem::toString).toList();
  }

  private static DeviceSpec device(String name, int line, String... settings) {
    return new DeviceSpec(name, "feeder", "bus1", settings("devices.csv", line, settings), new SourceLocation("devices.csv", line, 1));
  }

  private static List<String> devices(ChannelType type, DeviceSpec... devices) {
    Problems problems = new Problems();
    DeviceSettings.check(type, "bus1", List.of(devices), problems);
    return problems.list().stream().map(Problem::toString).toList();
  }

  private static List<String> point(Settings template, String read, String... settings) {
    Problems problems = new Problems();
    PointSpec point = new PointSpec("ia", List.of(new ReadSpec(read, new SourceLocation("feeder.yaml", 3, 20))),
        settings("feeder.yaml", 3, settings), "", List.of(), PublishClass.MEASUREMENT, Duration.ofSeconds(1),
        new SourceLocation("feeder.yaml", 3, 3));
    TemplateReads reads = new TemplateReads(new TemplateSpec("feeder", template, List.of(point), SourceLocation.NONE), problems);
    reads.checkTemplate();
    reads.checkPoint(point, reads.point(point));
    return problems.list().stream().map(Problem::toString).toList();
  }

  @Test
  void devicesShareAUnitIfEachSaysItsBase() {
    DeviceSpec first = device("M-1", 2, "unit", "1", "base", "0");
    assertThat(devices(ChannelType.TCP, first, device("M-2", 3, "unit", "1", "base", "100"))).isEmpty();
    assertThat(devices(ChannelType.TCP, first, device("M-2", 3, "unit", "1", "base", "0")))
        .containsExactly("devices.csv:3:20 unit 1 on bus1 with the same base is already M-1.");
    assertThat(devices(ChannelType.TCP, first, device("M-2", 3, "unit", "1")).toString())
        .contains("Both would answer. If they are parts of one unit, give each of them a base.");
  }

  @Test
  void aBaseBeyondTheLastAddressIsRefused() {
    PointSpec point = new PointSpec("ia", List.of(new ReadSpec("holding 100 uint32", SourceLocation.NONE)), Settings.NONE, "", List.of(),
        PublishClass.MEASUREMENT, Duration.ofSeconds(1), SourceLocation.NONE);
    TemplateSpec feeder = new TemplateSpec("feeder", Settings.NONE, List.of(point), SourceLocation.NONE);
    Problems problems = new Problems();
    DeviceSettings.checkBases(List.of(device("M-1", 2, "base", "65434"), device("M-2", 3, "holdingBase", "65435")),
        java.util.Map.of("feeder", feeder), problems);
    assertThat(problems.list().stream().map(Problem::toString)).singleElement().asString()
        .startsWith("devices.csv:3").contains("M-2: with this base ia of template feeder lies behind the last");
  }

  @Test
  void readsAChannelWithItsDefaults() {
    ChannelSettings tcp = ChannelSettings.of(new ChannelSpec("lan", "modbus-tcp", settings("f", 1, "host", "10.1.0.7"), SourceLocation.NONE));
    assertThat(tcp.line()).isEqualTo(new LineSpec.Tcp("10.1.0.7", 502, 1000));
    assertThat(tcp.retries()).isEqualTo(2);
    assertThat(tcp.lostAfter()).isEqualTo(3);
    assertThat(tcp.deadShare()).isEqualTo(0.05);
    assertThat(tcp.planner().maxGap()).isZero();
    assertThat(tcp.timing().lateWindowNs()).isZero();
    ChannelSettings rtu = ChannelSettings.of(new ChannelSpec("bus1", "modbus-rtu",
        settings("f", 1, "port", "/dev/ttyS1", "serial", "19200-8n2", "timeout", "500ms"), SourceLocation.NONE));
    assertThat(rtu.line()).isEqualTo(new LineSpec.Serial("/dev/ttyS1", 19_200, 8, 'N', 2, false));
    assertThat(rtu.timing().lateWindowNs()).isEqualTo(100_000_000L);
  }

  @Test
  void reportsEveryMistakeOfAChannel() {
    assertThat(channel("modbus-tcp", "hots", "10.1.0.7", "port", "70000", "timeout", "5", "retries", "many", "deadShare", "80"))
        .satisfiesExactlyInAnyOrder(
        text -> assertThat(text).startsWith("site.yaml:4:20 a channel of type modbus-tcp has no setting \"hots\". Did you mean \"host\"?"),
        text -> assertThat(text).startsWith("site.yaml:4:3 \"host\" is missing."),
        text -> assertThat(text).isEqualTo("site.yaml:4:20 \"port: 70000\" is not possible. Write a whole number from 1 to 65535."),
        text -> assertThat(text).isEqualTo("site.yaml:4:20 \"timeout: 5\" is not possible. Write a number with its unit, from 10ms to 30s."),
        text -> assertThat(text).isEqualTo("site.yaml:4:20 \"retries: many\" is not possible. Write a whole number from 0 to 10."),
        text -> assertThat(text).startsWith("site.yaml:4:20 \"deadShare: 80\" is not possible."));
    assertThat(channel("modbus-rtu", "port", "/dev/ttyS1", "serial", "9600-7E1", "rs485", "yes", "lateWindow", "900ms")).satisfiesExactlyInAnyOrder(
        text -> assertThat(text).endsWith("Modbus RTU needs 8 data bits, \"9600-7E1\" has 7. Write 9600-8E1."),
        text -> assertThat(text).contains("Write true or false."),
        text -> assertThat(text).contains("\"lateWindow\" may be at most half of the time-out, 500ms here"));
    assertThat(channel("modbus-rtu", "port", "/dev/ttyS1", "serial", "9600")).singleElement().asString().contains("9600-8E1");
    assertThat(channel("modbus-rtu", "port", "/dev/ttyS1")).isEmpty();
  }

  @Test
  void reportsTwoDevicesThatWouldBothAnswer() {
    assertThat(devices(ChannelType.RTU, device("FDR-07", 2, "unit", "7"), device("FDR-08", 4, "unit", "7")))
        .containsExactly("devices.csv:4:20 unit 7 on bus1 is already FDR-07 (line 2). Both would answer.");
  }

  @Test
  void reportsUnitsThatCannotBe() {
    assertThat(devices(ChannelType.RTU, device("A", 2), device("B", 3, "unit", "0"), device("C", 4, "unit", "x"), device("D", 5, "unti", "5")))
        .satisfiesExactly(text -> assertThat(text).isEqualTo("devices.csv:2:1 A has no unit. Write the device's address on bus1, 1 to 247."),
            text -> assertThat(text).startsWith("devices.csv:3:20 unit 0 of B is not possible. Write 1 to 247"),
            text -> assertThat(text).startsWith("devices.csv:4:20 unit x of C is not possible."),
            text -> assertThat(text).isEqualTo("devices.csv:5:20 \"unti\" is not a setting of a Modbus device. Did you mean \"unit\"?"),
            text -> assertThat(text).startsWith("devices.csv:5:1 D has no unit."));
    assertThat(devices(ChannelType.TCP, device("A", 2), device("B", 3, "unit", "255"))).isEmpty();
  }

  @Test
  void reportsMistakesOfPoints() {
    Settings modicon = settings("feeder.yaml", 1, "addressing", "modicon");
    assertThat(point(Settings.NONE, "10011"))
        .containsExactly("feeder.yaml:3:20 10011 is ambiguous. Add \"addressing: modicon\" (offset 10) or \"zeroBased\".");
    assertThat(point(modicon, "40101 uint16", "notAvalable", "0xFFFF")).singleElement().asString()
        .startsWith("feeder.yaml:3:20 a Modbus point has no setting \"notAvalable\". Did you mean \"notAvailable\"?");
    assertThat(point(modicon, "40101 uint16", "notAvailable", "none")).singleElement().asString()
        .isEqualTo("feeder.yaml:3:20 \"none\" is not a uint16. Write its pattern in hexadecimal, for example 0xFFFF, or its value.");
    assertThat(point(modicon, "40101", "order", "ABDC")).singleElement().asString().contains("\"order: ABDC\" is not known");
    assertThat(point(settings("feeder.yaml", 1, "addressing", "modbus"), "holding 5")).singleElement().asString()
        .startsWith("feeder.yaml:1:20 \"addressing: modbus\" is not known.");
    assertThat(point(modicon, "10013", "event", "3")).singleElement().asString().contains("template feeder has no \"events\"");
    assertThat(point(modicon, "40101 uint16", "notAvailable", "0xFFFF")).isEmpty();
  }

  @Test
  void reportsMistakesOfAnEventBuffer() {
    Map<String, Setting> events = new LinkedHashMap<>();
    SourceLocation at = new SourceLocation("feeder.yaml", 2, 9);
    events.put("windw", Setting.of("30107", at));
    events.put("records", Setting.of("0", at));
    events.put("record", Setting.of("seq uint32", at));
    events.put("release", Setting.of("30001", at));
    events.put("clock", Setting.of("good", at));
    Map<String, Setting> all = new LinkedHashMap<>();
    all.put("addressing", Setting.of("modicon", at));
    all.put("events", new Setting("", events, at));

    List<String> found = new ArrayList<>(point(new Settings(all, at), "event 3"));

    assertThat(found).anyMatch(t -> t.contains("\"events\" has no setting \"windw\". Did you mean \"window\"?"))
        .anyMatch(t -> t.contains("\"events\" has no \"window\"")).anyMatch(t -> t.contains("1 to 1000"))
        .anyMatch(t -> t.contains("the event record has no \"time\"")).anyMatch(t -> t.contains("only holding registers can be written"))
        .anyMatch(t -> t.contains("synchronised or unsynchronised"));
  }

  @Test
  void saysWhatInputsGive() {
    Problems problems = new Problems();
    PointSpec point = new PointSpec("x", List.of(new ReadSpec("40001 int16", SourceLocation.NONE), new ReadSpec("10001", SourceLocation.NONE),
        new ReadSpec("wrong", SourceLocation.NONE)), Settings.NONE, "", List.of(), PublishClass.MEASUREMENT, Duration.ofSeconds(1),
        SourceLocation.NONE);
    Settings modicon = settings("f", 1, "addressing", "modicon");
    TemplateReads reads = new TemplateReads(new TemplateSpec("t", modicon, List.of(point), SourceLocation.NONE), problems);

    List<InputType> types = InputTypes.of(reads.point(point));

    assertThat(types).hasSize(3);
    assertThat(types.get(0)).isEqualTo(new InputType(Kind.INT64, -32_768, 32_767));
    assertThat(types.get(1).kind()).isEqualTo(Kind.BOOLEAN);
  }

  @Test
  void everySettingIsDescribed() {
    Keys.channelTypes().forEach(type -> {
      assertThat(type.example()).contains(type.name());
      type.parameters().forEach(p -> assertThat(p.help()).as(p.name()).isNotEmpty());
    });
    assertThat(Keys.channelTypes()).extracting(t -> t.name()).containsExactly("modbus-tcp", "modbus-rtu", "modbus-rtu-over-tcp");
  }
}
