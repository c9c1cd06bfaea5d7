package io.busbar.shell.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.driver.DriverFactory;
import io.busbar.driver.modbus.ModbusDriverFactory;
import io.busbar.engine.model.Catalog;
import io.busbar.engine.model.CatalogCheck;
import io.busbar.filter.deadband.DbAbsFilter;
import io.busbar.filter.deadband.OnChangeFilter;
import io.busbar.filter.logic.DoublePointFilter;
import io.busbar.filter.mapping.EnumFilter;
import io.busbar.filter.value.ClipFilter;
import io.busbar.filter.value.LinearFilter;
import io.busbar.filter.value.RangeScaleFilter;
import io.busbar.filter.value.WordsFilter;
import io.busbar.shell.words.Task;
import io.busbar.template.yaml.YamlTemplateLoader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mistake that {@code busbar check} must find, one a line: where it is reported, and part of the message that says what to
 * do. Each is made alone in a site that is good otherwise, and must be the only thing that is reported.
 */
class MistakesOfASiteTest {
  private static final String SITE = """
      site: oak-street
      central: {to: 10.9.0.5, rate: 9600, mtu: 296}
      channels:
        bus1: {type: modbus-rtu, port: /dev/ttyS1, serial: 9600-8E1}
      """;
  private static final String FEEDER = """
      addressing: modicon
      points:
        breaker: {read: [10011, 10012], flow: "doublePoint(open, closed)", publish: alarm, report: onChange}
        ia: {read: 40101 uint16, scale: 0.1, unit: A, notAvailable: 0xFFFF, every: 1s, report: dbAbs(2)}
      """;
  private static final String DEVICES = """
      device,template,channel,unit
      FDR-07,feeder,bus1,7
      """;

  @TempDir Path folder;

  /** In line 5 of site.yaml. */
  private static Arguments site(String column, String remedy, String line) {
    return Arguments.of("site.yaml", SITE + line + "\n", "site.yaml:5:" + column, remedy);
  }

  /** In place of the channel's line, 4. */
  private static Arguments channel(String column, String remedy, String line) {
    return Arguments.of("site.yaml", SITE.replaceFirst("  bus1: .*", line), "site.yaml:4:" + column, remedy);
  }

  /** In line 5 of the template. */
  private static Arguments point(String column, String remedy, String line) {
    return Arguments.of("templates/feeder.yaml", FEEDER + "  " + line + "\n", "templates/feeder.yaml:5:" + column, remedy);
  }

  /** In line 3 of the table. */
  private static Arguments device(String column, String remedy, String line) {
    return Arguments.of("devices.csv", DEVICES + line + "\n", "devices.csv:3" + column, remedy);
  }

  static Stream<Arguments> mistakes() {
    List<Arguments> all = new ArrayList<>();
    // site.yaml, by the loader
    all.add(site("1", "Did you mean \"console\"?", "consle: {}"));
    all.add(site("1", "first in line 1", "site: other"));
    all.add(site("3", "Write for example \"bus2: {type:", "  bus2: {port: /dev/ttyS2}"));
    all.add(site("13", "names or IP addresses without a port", "time: {ntp: 10.1.0.999}"));
    all.add(site("17", "a port from 1 to 65535", "console: {page: 127.0.0.1:80800}"));
    all.add(site("21", "from 16MB to 1024GB", "journal: {capacity: 1MB}"));
    all.add(Arguments.of("site.yaml", SITE.replace("rate: 9600", "rate: 9.6k"), "site.yaml:2:31", "a whole number of bit/s on air from 300"));
    all.add(Arguments.of("site.yaml", SITE.replace("10.9.0.5", "10.9.0.500"), "site.yaml:2:15", "a name or an IP address"));
    all.add(Arguments.of("site.yaml", SITE.replace("mtu: 296}", "mtu: 296"), "site.yaml:2:10", "this \"{\" is not closed"));
    // channels, by the driver
    all.add(channel("16", "Did you mean \"modbus-rtu\"?", "  bus1: {type: modbus-rut, port: /dev/ttyS1}"));
    all.add(channel("16", "\"port\" is missing", "  bus1: {type: modbus-rtu, serial: 9600-8E1}"));
    all.add(channel("54", "9600-8E1", "  bus1: {type: modbus-rtu, port: /dev/ttyS1, serial: 9600-9E1}"));
    all.add(channel("54", "Did you mean \"timeout\"?", "  bus1: {type: modbus-rtu, port: /dev/ttyS1, timout: 1s}"));
    all.add(channel("55", "from 10ms to 30s", "  bus1: {type: modbus-rtu, port: /dev/ttyS1, timeout: 1h}"));
    all.add(channel("55", "from 0 to 10", "  bus1: {type: modbus-rtu, port: /dev/ttyS1, retries: many}"));
    all.add(site("34", "put the devices of both on it", "  bus2: {type: modbus-rtu, port: /dev/ttyS1}"));
    // templates, by the loader
    all.add(point("3", "Write \"read: 40101 uint16\"", "x: {unit: A}"));
    all.add(point("7", "Did you mean \"read\"?", "x: {raed: 40102 uint16}"));
    all.add(point("34", "250ms, 1s, 5min, 1h or 1d", "x: {read: 40102 uint16, every: 5}"));
    all.add(point("34", "Write for example \"scale: 0.1\"", "x: {read: 40102 uint16, scale: a}"));
    all.add(point("36", "Did you mean \"event\"?", "x: {read: 40102 uint16, publish: evnt}"));
    all.add(point("7", "doublePoint(open, closed)", "x: {read: [10011, 10012]}"));
    all.add(point("39", "\"(\" is not closed", "x: {read: 40102 uint16, flow: \"dbAbs(2\"}"));
    all.add(point("47", "put the whole flow in quotes", "x: {read: 40102 uint16, flow: linear(a=0.1, b=0)}"));
    all.add(Arguments.of("templates/feeder.yaml", FEEDER + "\tx: 40102\n", "templates/feeder.yaml:5:1", "replace each tab by two spaces"));
    // what is read, by the driver
    all.add(Arguments.of("templates/feeder.yaml", "points:\n  x: {read: 10011}\n", "templates/feeder.yaml:2:13",
        "10011 is ambiguous. Add \"addressing: modicon\" (offset 10) or \"zeroBased\"."));
    all.add(Arguments.of("templates/feeder.yaml", FEEDER.replace("modicon", "modicn"), "templates/feeder.yaml:1:13", "Did you mean "
        + "\"modicon\"?"));
    all.add(point("13", "Did you mean \"holding\"?", "x: {read: houlding 3 uint16}"));
    all.add(point("13", "0 to 65535", "x: {read: holding 70000 uint16}"));
    all.add(point("13", "Did you mean \"uint32\"?", "x: {read: 40102 uint33}"));
    all.add(point("13", "Leave it out, or read a register", "x: {read: coil 3 uint16}"));
    all.add(point("13", "bit 0 (least significant) to bit 15", "x: {read: 40102 bit 17}"));
    all.add(point("41", "for example 0xFFFF", "x: {read: 40102 uint16, notAvailable: 0xFFFFF}"));
    all.add(point("34", "It has addressing, order, notAvailable", "x: {read: 40102 uint16, bogus: 3}"));
    // flows, by the filters
    all.add(point("34", "Did you mean \"dbAbs\"?", "x: {read: 40102 uint16, flow: \"dbAsb(2)\"}"));
    all.add(point("34", "Write it like: dbAbs(2)", "x: {read: 40102 uint16, flow: \"dbAbs\"}"));
    all.add(point("40", "is a number, not \"a\"", "x: {read: 40102 uint16, flow: \"dbAbs(a)\"}"));
    all.add(point("40", "is at least 0, not -1", "x: {read: 40102 uint16, flow: \"dbAbs(-1)\"}"));
    all.add(point("43", "Write it like", "x: {read: 40102 uint16, flow: \"dbAbs(1, 2)\"}"));
    all.add(point("48", "It takes: a, b", "x: {read: 40102 uint16, flow: \"linear(a=1, c=2)\"}"));
    all.add(point("34", "write its inputs after read:, for example read: [10011, 10012]",
        "x: {read: 40102 uint16, flow: \"doublePoint(open, closed)\"}"));
    all.add(point("56", "Did you mean \"ABCD\"?", "x: {read: [40102 uint16, 40103 uint16], flow: \"words(ABCF, uint32)\"}"));
    all.add(point("37", "Write the number that the device sends", "x: {read: 40102 uint16, enum: {a: off}}"));
    all.add(point("39", "comes first, then its name: write 0: off.", "x: {read: 40102 uint16, enum: {off: 0}}"));
    all.add(point("29", "leave the filter out", "x: {read: 40102 string 8, scale: 2}"));
    all.add(point("34", "the two ends of the range", "x: {read: 40102 uint16, flow: \"rangeScale(0, 0, 0, 100)\"}"));
    all.add(point("34", "Write the lower limit first", "x: {read: 40102 uint16, flow: \"clip(10, 1)\"}"));
    // devices.csv, by the loader and the driver
    all.add(device(":14", "the channel of this device is missing", "FDR-08,feeder"));
    all.add(device(":15", "Did you mean \"bus1\"?", "FDR-08,feeder,buss1,8"));
    all.add(device(":8", "Did you mean \"feeder\"?", "FDR-08,feder,bus1,8"));
    all.add(device(":1", "Give one of them another name", "FDR-07,feeder,bus1,8"));
    all.add(device(":20", "unit 7 on bus1 is already FDR-07 (line 2). Both would answer.", "FDR-08,feeder,bus1,7"));
    all.add(device(":1", "Write the device's address on bus1, 1 to 247", "FDR-08,feeder,bus1,"));
    all.add(device(":20", "1 to 247", "FDR-08,feeder,bus1,300"));
    all.add(device(":22", "the header names 4 columns", "FDR-08,feeder,bus1,8,9"));
    all.add(Arguments.of("devices.csv", DEVICES.replace("template", "templte"), "devices.csv:1:8", "The first line must name the columns"));
    return all.stream();
  }

  private record Checked(int code, String out) {}

  private Checked check() {
    Catalog catalog = new Catalog();
    DriverFactory driver = new ModbusDriverFactory();
    catalog.add(driver);
    List.of(new LinearFilter(), new RangeScaleFilter(), new ClipFilter(), new EnumFilter(), new WordsFilter(), new DbAbsFilter(),
        new OnChangeFilter(), new DoublePointFilter())
        .forEach(catalog::add);
    CheckTask task = new CheckTask(List.of(new YamlTemplateLoader()), new CatalogCheck(catalog), List.of(driver));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Checked(Task.carryOut(task, "check", CheckTask.USAGE, List.of(folder.toString()), stream, stream),
        out.toString(StandardCharsets.UTF_8));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @ParameterizedTest(name = "{2} {3}")
  @MethodSource("mistakes")
  void isFoundWithPlaceAndRemedyAndNothingElse(String file, String text, String place, String remedy) throws Exception {
    write("site.yaml", SITE);
    write("templates/feeder.yaml", FEEDER);
    write("devices.csv", DEVICES);
    write(file, text);
    Checked checked = check();
    List<String> lines = checked.out().lines().toList();
    assertThat(lines.get(0)).as(checked.out()).startsWith(place + " ").contains(remedy);
    assertThat(lines.get(1)).as(checked.out()).isEqualTo("1 mistake.");
    assertThat(checked.code()).isEqualTo(1);
  }

  @Test
  void areAllFoundAtOnce() throws Exception {
    write("site.yaml", SITE + "consle: {}\n  bus2: {port: /dev/ttyS2}\n".replace("consle: {}\n", ""));
    write("templates/feeder.yaml", FEEDER + "  x: {read: houlding 3 uint16}\n  y: {read: 40102 uint16, flow: \"dbAsb(2)\"}\n  z: {unit: A}\n");
    write("devices.csv", DEVICES + "FDR-08,feeder,buss1,8\nFDR-09,feeder,bus1,7\n");
    assertThat(check().out().lines().map(line -> line.split(" ", 2)[0])).startsWith("site.yaml:5:3", "templates/feeder.yaml:5:13",
        "templates/feeder.yaml:6:34", "templates/feeder.yaml:7:3", "devices.csv:3:15", "devices.csv:4:20", "6");
  }

  @Test
  void aGoodSiteIsEstimated() throws Exception {
    write("site.yaml", SITE);
    write("templates/feeder.yaml", FEEDER);
    write("devices.csv", DEVICES);
    Checked checked = check();
    assertThat(checked.code()).as(checked.out()).isZero();
    assertThat(checked.out()).startsWith("No mistakes. oak-street: 1 channel, 1 template, 1 device, 2 points.\n")
        .contains("bus1         1 device, busy ", "Radio: about ", "the link carries 9.6 kbit/s", "ia of feeder");
  }

  @Test
  void aSiteThatIsTooMuchForItsLinkIsTold() throws Exception {
    write("site.yaml", SITE);
    write("templates/feeder.yaml", FEEDER.replace("every: 1s", "every: 10ms").replace("breaker", "\"breaker\""));
    StringBuilder devices = new StringBuilder(DEVICES);
    for (int unit = 8; unit < 60; unit++) {
      devices.append("FDR-").append(unit).append("x,feeder,bus1,").append(unit).append('\n');
    }
    write("devices.csv", devices.toString());
    Checked checked = check();
    assertThat(checked.code()).as("a warning is no mistake").isZero();
    assertThat(checked.out()).contains("\nNo mistakes, 2 warnings. oak-street: ", "site.yaml:2:25 warning: this site needs about ",
        "kbit/s, the link carries 9.6 kbit/s. Largest share: ia (100 %); raise its dbAbs.",
        "site.yaml:4:16 warning: bus1 would be busy ");
  }
}
