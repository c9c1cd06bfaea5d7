package io.busbar.template.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.KeyLine;
import io.busbar.api.model.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake with the place it is reported at, its code, and the remedy that the message names. */
class MistakesTest {
  private static final String KEY = new KeyLine(new byte[32], new byte[32]).text();

  private static final String[] SITE = {
    "site: oak-street",
    "channels:",
    "  bus1: {type: modbus-rtu, port: /dev/ttyS1, serial: 9600-8E1}",
  };
  private static final String[] FEEDER = {
    "points:",
    "  ia: {read: 40101 uint16, unit: A}",
  };
  private static final String[] DEVICES = {"device,template,channel,unit", "FDR-07,feeder,bus1,7"};

  private static MemoryFiles good() {
    return new MemoryFiles().with("site.yaml", SITE).with("templates/feeder.yaml", FEEDER).with("devices.csv", DEVICES);
  }

  private static Arguments site(String expected, String remedy, String... lines) {
    return Arguments.of(expected, remedy, good().with("site.yaml", lines));
  }

  /** site.yaml with one more line, its fourth. */
  private static Arguments siteLine(String expected, String remedy, String line) {
    return site(expected, remedy, SITE[0], SITE[1], SITE[2], line);
  }

  private static Arguments template(String expected, String remedy, String... lines) {
    return Arguments.of(expected, remedy, good().with("templates/feeder.yaml", lines));
  }

  /** A template with one point, in line 2. */
  private static Arguments point(String expected, String remedy, String point) {
    return template(expected, remedy, "points:", point);
  }

  private static Arguments devices(String expected, String remedy, String... lines) {
    return Arguments.of(expected, remedy, good().with("devices.csv", lines));
  }

  static Stream<Arguments> inControls() {
    return Stream.of(
        siteLine("site.yaml:4:18 unknown-word", "one of never, radio-down, always",
            "control: {local: sometimes}"),
        siteLine("site.yaml:4:23 bad-duration", "Write for example 20s",
            "control: {timeToLive: 2h}"),
        siteLine("site.yaml:4:19 missing-setting", "who: [ann, scada-west]",
            "control: {roles: {operator: {may: [open]}}}"),
        siteLine("site.yaml:4:48 unknown-word", "\"clos\" is not known",
            "control: {roles: {operator: {who: [ann], may: [clos]}}}"),
        point("templates/feeder.yaml:2:44 unknown-word", "one of direct, select",
            "  ia: {read: 40101 uint16, control: {mode: selekt}}"),
        point("templates/feeder.yaml:2:46 bad-duration", "Write for example 20s",
            "  ia: {read: 40101 uint16, control: {within: 5}}"),
        point("templates/feeder.yaml:2:49 bad-formula", "\"interlock\"",
            "  ia: {read: 40101 uint16, control: {interlock: \"earth ==\"}}"),
        point("templates/feeder.yaml:2:48 unknown-point", "A point of another device is device/point",
            "  ia: {read: 40101 uint16, control: {feedback: positon}}"),
        point("templates/feeder.yaml:2:54 wrong-type", "feedbackValues: {0: 1, 1: 2}",
            "  ia: {read: 40101 uint16, control: {feedbackValues: {open: 1}}}"),
        point("templates/feeder.yaml:2:45 wrong-type", "the number that opens",
            "  ia: {read: 40101 uint16, control: {opens: shut}}"));
  }

  static Stream<Arguments> inSite() {
    return Stream.of(
        site("site.yaml:1:1 empty-file", "Write at least \"site: NAME\"", "# nothing"),
        site("site.yaml:1:1 wrong-type", "Write for example \"site: oak-street\"", "- oak"),
        site("site.yaml:1:1 no-site", "Write \"site: oak-street\"", SITE[1], SITE[2]),
        site("site.yaml:1:7 bad-name", "Use letters, digits", "site: oak/street", SITE[1], SITE[2]),
        site("site.yaml:1:6 no-value", "Write for example \"site: oak-street\"", "site:", SITE[1], SITE[2]),
        siteLine("site.yaml:4:1 unknown-key", "Did you mean \"central\"?", "cental: {to: 10.9.0.5}"),
        siteLine("site.yaml:4:1 duplicate-key", "first in line 1", "site: oak"),
        siteLine("site.yaml:4:10 wrong-type", "central: {to: 10.9.0.5, rate: 9600, mtu: 296}", "central: 10.9.0.5"),
        siteLine("site.yaml:4:10 no-central-address", "to: 10.9.0.5", "central: {rate: 9600}"),
        siteLine("site.yaml:4:15 bad-address", "10.9.0.5:20500", "central: {to: 10.9.0.5:x}"),
        siteLine("site.yaml:4:15 bad-address", "an IP address", "central: {to: 10.9.0.500}"),
        siteLine("site.yaml:4:15 bad-address", "serial:///dev/ttyS1?baud=19200", "central: {to: smoke://hill}"),
        siteLine("site.yaml:4:15 bad-address", "Write three slashes", "central: {to: \"serial://ttyS1?baud=19200\"}"),
        siteLine("site.yaml:4:43 out-of-range", "bytes from 69 to 9000", "central: {to: \"serial:///dev/ttyS1\", mtu: 68}"),
        siteLine("site.yaml:4:31 out-of-range", "bit/s on air from 300 to", "central: {to: 10.9.0.5, rate: 9.6k}"),
        siteLine("site.yaml:4:31 out-of-range", "to 1000000000, or auto to learn it, not \"64k\"", "central: {to: 10.9.0.5, rate: 64k}"),
        siteLine("site.yaml:4:36 bad-duration", "600ms", "central: {to: 10.9.0.5, roundTrip: 600}"),
        siteLine("site.yaml:4:30 out-of-range", "bytes from 92 to 9000", "central: {to: 10.9.0.5, mtu: 91}"),
        siteLine("site.yaml:4:31 out-of-range", "bytes over IPv6 from 112 to 9000", "central: {to: \"fe80::1\", mtu: 111}"),
        siteLine("site.yaml:4:13 bad-address", "for example ntp: [10.1.0.1, 10.1.0.2]", "time: {ntp: 10.1.0.999}"),
        siteLine("site.yaml:4:24 bad-address", "without a port", "time: {ntp: [10.1.0.1, 10.1.0.2:123]}"),
        siteLine("site.yaml:4:13 no-value", "ntp: [10.1.0.1]", "time: {ntp: []}"),
        siteLine("site.yaml:4:8 unknown-key", "Did you mean \"ntp\"?", "time: {ntpp: 10.1.0.1}"),
        siteLine("site.yaml:4:7 wrong-type", "time: {ntp: [10.1.0.1]}", "time: 10.1.0.1"),
        siteLine("site.yaml:4:17 bad-address", "a port from 1 to 65535", "console: {page: 127.0.0.1:99999}"),
        siteLine("site.yaml:4:17 bad-address", "127.0.0.1:8080", "console: {page: 127.0.0.1}"),
        siteLine("site.yaml:4:11 unknown-key", "There are: page, note.", "console: {port: 8080}"),
        siteLine("site.yaml:4:21 out-of-range", "from 16MB to 1024GB", "journal: {capacity: 256}"),
        siteLine("site.yaml:4:27 bad-duration", "from 10ms to 1min", "journal: {commitInterval: 200}"),
        siteLine("site.yaml:4:25 unknown-key", "Did you mean \"rate\"?", "central: {to: 10.9.0.5, rte: 9600}"),
        siteLine("site.yaml:4:36 bad-duration", "600ms", "central: {to: 10.9.0.5, roundTrip: long}"),
        siteLine("site.yaml:4:32 unknown-order", "Did you mean \"live-first\"?", "central: {to: 10.9.0.5, order: livefirst}"),
        siteLine("site.yaml:4:32 unknown-order", "There are: live-first, oldest-first.", "central: {to: 10.9.0.5, order: by-site}"),
        siteLine("site.yaml:4:33 wrong-type", "backup: {to: tcp://10.20.0.5:20501, rate: 256000}", "central: {to: 10.9.0.5, backup: 10.9.0.6}"),
        siteLine("site.yaml:4:33 no-central-address", "backup: {to: tcp://10.20.0.5:20501", "central: {to: 10.9.0.5, backup: {rate: 9600}}"),
        siteLine("site.yaml:4:38 bad-address", "10.9.0.5:20500", "central: {to: 10.9.0.5, backup: {to: 10.9.0.600}}"),
        siteLine("site.yaml:4:38 same-way", "the other radio or network", "central: {to: 10.9.0.5, backup: {to: \"10.9.0.5:20500\"}}"),
        siteLine("site.yaml:4:54 out-of-range", "bit/s on air from 300 to", "central: {to: 10.9.0.5, backup: {to: 10.9.0.6, rate: fast}}"),
        siteLine("site.yaml:4:67 out-of-range", "bytes from 69 to", "central: {to: 10.9.0.5, backup: {to: \"tcp://10.9.0.6:20501\", mtu: 9}}"),
        siteLine("site.yaml:4:48 unknown-key", "Did you mean \"rate\"?", "central: {to: 10.9.0.5, backup: {to: 10.9.0.6, rte: 1}}"),
        siteLine("site.yaml:4:30 not-a-key", "begins with busbar1:", "central: {to: 10.9.0.5, key: 1234}"),
        siteLine("site.yaml:4:30 damaged-key", "not whole or has a wrong character; write the line that \"busbar key\" prints at central",
            "central: {to: 10.9.0.5, key: \"" + KEY.replaceFirst("busbar1:.", "busbar1:_") + "\"}"),
        siteLine("site.yaml:4:30 damaged-key", "not whole", "central: {to: 10.9.0.5, key: \"" + KEY.substring(0, 80) + "\"}"),
        siteLine("site.yaml:4:3 no-type", "bus2: {type: modbus-tcp", "  bus2: {port: /dev/ttyS2}"),
        siteLine("site.yaml:4:9 wrong-type", "bus2: {type: modbus-tcp", "  bus2: /dev/ttyS2"),
        siteLine("site.yaml:4:3 duplicate-key", "first in line 3", "  bus1: {type: modbus-tcp, host: 10.0.0.1}"),
        siteLine("site.yaml:4:28 no-value", "Write \"host: VALUE\"", "  bus2: {type: modbus-tcp, host: }"),
        siteLine("site.yaml:4:10 unknown-key", "Did you mean \"type\"?", "  bus2: {typ: modbus-tcp}"),
        siteLine("site.yaml:4:38 unknown-key", "Did you mean \"channel\"?", "devices: {FDR-08: {template: feeder, chanel: bus1}}"),
        siteLine("site.yaml:4:34 same-line", "put the devices of both on it", "  bus2: {type: modbus-rtu, port: /dev/ttyS1}"),
        siteLine("site.yaml:4:10 wrong-type", "FDR-07: {template: feeder", "devices: FDR-08"),
        siteLine("site.yaml:4:30 unknown-template", "There is: feeder.",
            "devices: {FDR-08: {template: transformer, channel: bus1}}"),
        Arguments.of("devices.csv:2:1 duplicate-device", "(site.yaml:4:11)",
            good().with("site.yaml", SITE[0], SITE[1], SITE[2], "devices: {FDR-07: {template: feeder, channel: bus1, unit: 8}}")),
        siteLine("site.yaml:4:53 two-templates", "Remove one",
            "devices: {FDR-08: {template: feeder, channel: bus1, points: {ia: 40101}}}"),
        siteLine("site.yaml:4:13 duplicate-template", "(templates/feeder.yaml:1:1)", "templates: {feeder: {points: {ia: 40101}}}"),
        Arguments.of("site.yaml:1:1 no-channels", "channels: {bus1:", good().with("site.yaml", SITE[0])),
        Arguments.of("site.yaml:1:1 no-devices", "List them in devices.csv", new MemoryFiles().with("site.yaml", SITE)),
        Arguments.of("site.yaml missing-file", "Did you mean \"site.yml\"?", new MemoryFiles().with("site.yml", SITE)));
  }

  static Stream<Arguments> inTemplates() {
    return Stream.of(
        template("templates/feeder.yaml:1:1 empty-file", "Write \"points:\"", ""),
        template("templates/feeder.yaml:1:1 unknown-key", "Did you mean \"points\"", "point:", "  ia: 40101"),
        template("templates/feeder.yaml:1:8 no-points", "name: {read: …}", "points:"),
        point("templates/feeder.yaml:2:8 unknown-key", "Did you mean \"read\"?", "  ia: {raed: 40101 uint16}"),
        point("templates/feeder.yaml:2:3 point-without-read", "Write \"read: 40101 uint16\"", "  ia: {unit: A}"),
        point("templates/feeder.yaml:2:28 read-and-from", "Remove one", "  ia: {read: 40101 uint16, from: ib}"),
        point("templates/feeder.yaml:2:18 every-without-read", "Remove \"every\"", "  ia: {from: ib, every: 1s}"),
        point("templates/feeder.yaml:2:25 unknown-key", "write it where they are read", "  ia: {from: ib, order: ABCD}"),
        point("templates/feeder.yaml:2:14 wrong-type", "names a point of the same template", "  ia: {from: {a: b}}"),
        point("templates/feeder.yaml:2:14 wrong-type", "1 to 16 points", "  ia: {from: []}"),
        point("templates/feeder.yaml:2:8 reads-need-flow", "groupSum", "  ia: {from: [ib, ic]}"),
        point("templates/feeder.yaml:2:35 missing-parameter", "is missing", "  ia: {read: 40101 uint16, flow: \"f\"}\nflows: {\"f(a)\": "
            + "\"dbAbs($a)\"}"),
        point("templates/feeder.yaml:3:9 bad-flow-name", "\"clean(top, band=2)\"", "  ia: {read: 40101 uint16}\nflows: {\"f(1)\": onChange}"),
        point("templates/feeder.yaml:3:14 bad-name", "letters, digits", "  ia: {read: 40101 uint16}\nparameters: {a-b: 1}"),
        point("templates/feeder.yaml:2:28 unknown-key", "Did you mean \"every\"?", "  ia: {read: 40101 uint16, evry: 1s}"),
        template("templates/feeder.yaml:1:1 no-points", "Write the points below it", "addressing: modicon"),
        point("templates/feeder.yaml:2:14 wrong-type", "40101 uint16", "  ia: {read: {at: 40101}}"),
        point("templates/feeder.yaml:2:35 not-a-number", "Write for example \"scale: 0.1\"", "  ia: {read: 40101 uint16, scale: a}"),
        point("templates/feeder.yaml:2:37 no-value", "0.1, not 0,1", "  ia: {read: 40101 uint16, scale: 0,1}"),
        template("templates/feeder.yaml:4:12 not-a-number", "The decimal sign is a point: 0.1", "points:", "  ia:", "    read: 40101 "
            + "uint16", "    scale: 0,1"),
        point("templates/feeder.yaml:2:35 bad-duration", "250ms, 1s, 5min", "  ia: {read: 40101 uint16, every: 5}"),
        point("templates/feeder.yaml:2:35 out-of-range", "10ms to 31d", "  ia: {read: 40101 uint16, every: 1ms}"),
        point("templates/feeder.yaml:2:37 unknown-publish", "Did you mean \"alarm\"?", "  ia: {read: 40101 uint16, publish: alrm}"),
        point("templates/feeder.yaml:2:34 wrong-type", "enum: {0: off, 1: on}", "  ia: {read: 40101 uint16, enum: on}"),
        point("templates/feeder.yaml:2:8 reads-need-flow", "doublePoint(open, closed)", "  ia: {read: [10011, 10012]}"),
        point("templates/feeder.yaml:2:48 no-value", "put the whole flow in quotes",
            "  ia: {read: 40101 uint16, flow: linear(a=0.1, b=0)}"),
        point("templates/feeder.yaml:2:41 flow-syntax", "\"(\" is not closed", "  ia: {read: 40101 uint16, flow: \"linear(2\"}"),
        point("templates/feeder.yaml:2:49 flow-syntax", "the name of a filter", "  ia: {read: 40101 uint16, flow: \"linear(2, 0) |\"}"),
        point("templates/feeder.yaml:2:44 flow-syntax", "separated by \"|\"", "  ia: {read: 40101 uint16, flow: \"dbAbs(2) invert\"}"),
        point("templates/feeder.yaml:2:43 flow-syntax", "a=0.1", "  ia: {read: 40101 uint16, flow: \"linear(a: 0.1)\"}"),
        point("templates/feeder.yaml:2:49 flow-syntax", "given twice", "  ia: {read: 40101 uint16, flow: \"linear(a=0.1, a=2)\"}"),
        point("templates/feeder.yaml:2:49 flow-syntax", "Give it its name", "  ia: {read: 40101 uint16, flow: \"linear(a=0.1, 2)\"}"),
        point("templates/feeder.yaml:2:41 flow-syntax", "{0: off, 1: on}", "  ia: {read: 40101 uint16, flow: \"enum({off, on})\"}"),
        point("templates/feeder.yaml:2:37 flow-syntax", "dbAbs(2)", "  ia: {read: 40101 uint16, report: [{a: 1, b: 2}]}"),
        template("templates/feeder.yaml:3:3 duplicate-key", "first in line 2", "points:", "  ia: 40101 uint16", "  ia: 40102 uint16"),
        template("templates/feeder.yaml:1:8 bad-duration", "5min", "every: 1", "points:", "  ia: 40101 uint16"),
        Arguments.of("templates/old/x.yaml not-a-template", "templates/NAME.yaml", good().with("templates/old/x.yaml", "points: {}")),
        Arguments.of("templates/pump.yaml:1:1 unused-template", "Add a device", good().with("templates/pump.yaml", FEEDER)));
  }

  static Stream<Arguments> inTables() {
    return Stream.of(
        devices("devices.csv:1:1 empty-file", "device,template,channel,unit", ""),
        devices("devices.csv:1:8 bad-header", "\"templte\" is written here", "device,templte,channel,unit", "FDR-07,feeder,bus1,7"),
        devices("devices.csv:1:1 bad-header", "column \"channel\" is missing", "device,template,unit", "FDR-07,feeder,7"),
        devices("devices.csv:1:30 bad-header", "is there twice", "device,template,channel,unit,unit", "FDR-07,feeder,bus1,7,8"),
        devices("devices.csv:2:15 unknown-channel", "Did you mean \"bus1\"?", DEVICES[0], "FDR-07,feeder,buss1,7"),
        devices("devices.csv:2:8 unknown-template", "Did you mean \"feeder\"?", DEVICES[0], "FDR-07,feder,bus1,7"),
        devices("devices.csv:3:1 duplicate-device", "line 2", DEVICES[0], DEVICES[1], "FDR-07,feeder,bus1,8"),
        devices("devices.csv:2:1 bad-name", "is missing", DEVICES[0], ",feeder,bus1,8"),
        devices("devices.csv:2:15 no-channel", "There is: bus1.", DEVICES[0], "FDR-07,feeder,,8"),
        devices("devices.csv:2:7 no-template", "There is: feeder.", DEVICES[0], "FDR-07"),
        devices("devices.csv:2:22 too-many-cells", "the header names 4 columns", DEVICES[0], "FDR-07,feeder,bus1,7,1"),
        devices("devices.csv:2:1 csv-quote", "second quote", DEVICES[0], "\"FDR-07,feeder,bus1,7"),
        devices("devices.csv:2:1 csv-quote", "write \"\" for a quote inside", DEVICES[0], "\"FDR\"-07,feeder,bus1,7"));
  }

  static Stream<Arguments> inSyntax() {
    return Stream.of(
        template("templates/feeder.yaml:2:1 tab-indentation", "two spaces", "points:", "\tia: 40101"),
        template("templates/feeder.yaml:2:7 yaml-syntax", "\"{\" is not closed", "points:", "  ia: {read: 40101", "  ib: {read: 40102}"),
        template("templates/feeder.yaml:2:14 yaml-syntax", "\"[\" is not closed", "points:", "  ia: {read: [10011, 10012}"),
        template("templates/feeder.yaml:2:24 yaml-syntax", "put the text in quotes", "points:", "  ia: 40101 uint16 note: current"),
        template("templates/feeder.yaml:2:14 yaml-syntax", "second quote", "points:", "  ia: {read: \"40101 uint16}", "  ib: 40102"),
        template("templates/feeder.yaml:3:2 yaml-syntax", "same column", "points:", "  ia: 40101", " ib: 40102"),
        template("templates/feeder.yaml:3:3 yaml-syntax", "without \":\"", "points:", "  ia: 40101", "  ib", "  ic: 40103"),
        template("templates/feeder.yaml:2:14 yaml-syntax", "cannot begin with \"@\"", "points:", "  ia: {read: @40101}"),
        template("templates/feeder.yaml:2:7 unknown-alias", "no &x before", "points:", "  ia: *x"),
        template("templates/feeder.yaml:3:1 second-document", "one document", "points:", "  ia: 40101", "---", "points: {}"),
        template("templates/feeder.yaml:2:9 bad-character", "U+0001", "points:", "  ia: 40\u0001101"),
        template("templates/feeder.yaml:2:5 key-not-text", "a key must be plain text", "points:", "  ? [a, b]", "  : 40101"),
        template("templates/feeder.yaml:2:45 too-deep", "nested deeper", "points:", "  ia: {read: 40101, x: " + "[".repeat(60)
            + "]".repeat(60) + "}"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"inControls", "inSite", "inTemplates", "inTables", "inSyntax"})
  void isReportedWithPlaceAndRemedy(String expected, String remedy, MemoryFiles files) {
    List<Problem> problems = new YamlTemplateLoader().load(files).problems();
    assertThat(problems).extracting(problem -> problem.at() + " " + problem.code()).as("%s", problems).contains(expected);
    assertThat(problems).filteredOn(problem -> (problem.at() + " " + problem.code()).equals(expected))
        .anySatisfy(problem -> assertThat(problem.message()).contains(remedy));
  }
}
