package io.busbar.template.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SiteModel;
import io.busbar.api.template.TemplateLoader.Loaded;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nothing that stands in a file makes the loader throw, hang or swell. */
class RobustnessTest {
  private static final String SITE = """
      site: oak-street
      central: {to: 10.9.0.5, rate: 9600, mtu: 296}   # bit/s on air
      channels:
        bus1: {type: modbus-rtu, port: /dev/ttyS1, serial: 9600-8E1}
      templates:
        feeder:
          addressing: modicon
          points:
            breaker: {read: [10011, 10012], flow: "doublePoint(open, closed) | debounce(20ms)", publish: alarm}
            ia: &ia {read: 40101 uint16, scale: 0.1, unit: A, notAvailable: 0xFFFF, every: 1s, report: dbAbs(2)}
            mode: {read: 40102 uint16, enum: {0: off, 1: 'on'}}
            ib: *ia
      devices: [{device: A, template: feeder, channel: bus1, unit: 1}]
      """;

  private static Loaded load(MemoryFiles files) {
    return new YamlTemplateLoader().load(files);
  }

  @Test
  void survivesEverySingleDamage() {
    long seed = 20260101;
    Random random = new Random(seed);
    String marks = "{}[]()\"':,|>&*#%@!?-\t\n \\=~\0\uFEFF\uFFFFé9a";
    for (int i = 0; i < 600; i++) {
      StringBuilder text = new StringBuilder(SITE);
      for (int damage = random.nextInt(4); damage >= 0; damage--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, marks.charAt(random.nextInt(marks.length())));
          case 1 -> text.insert(at, marks.charAt(random.nextInt(marks.length())));
          default -> text.delete(at, Math.min(text.length() - 1, at + 1 + random.nextInt(12)));
        }
      }
      String damaged = text.toString();
      assertThatCode(() -> load(new MemoryFiles().with("site.yaml", damaged).with("devices.csv", damaged).with("templates/t.yaml", damaged)))
          .as("seed %d, round %d:%n%s", seed, i, damaged).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesAliasesThatStandForBillions() {
    StringBuilder bomb = new StringBuilder("site: s\nchannels: {}\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(("*a" + (i - 1) + " , ").repeat(9)).append("*a").append(i - 1).append("]\n");
    }
    assertThat(load(new MemoryFiles().with("site.yaml", bomb.toString())).problems())
        .anySatisfy(problem -> assertThat(problem).hasToString(
            "site.yaml:8:16 the file holds more than 300000 values once its aliases (*) are written out. "
                + "Use fewer aliases, or move devices to devices.csv."));
  }

  @Test
  void survivesDeepNestingOfEveryKind() {
    for (String open : new String[] {"[", "{a: ", "- ", "? ", "&a [", "!!map {a: ", "((((", "\"\\"}) {
      assertThatCode(() -> load(new MemoryFiles().with("site.yaml", "site: " + open.repeat(50_000)))).doesNotThrowAnyException();
    }
    String flow = "site: s\ntemplates: {t: {points: {p: {read: 1, flow: \"f(" + "{a: ".repeat(20_000) + "\"}}}}\n";
    assertThat(load(new MemoryFiles().with("site.yaml", flow)).problems()).extracting(Problem::code).contains("flow-syntax");
  }

  @Test
  void keepsNoMoreProblemsThanAPersonReads() {
    StringBuilder table = new StringBuilder("device,template,channel\n");
    for (int i = 0; i < 5000; i++) {
      table.append("d").append(i).append(",none,nowhere\n");
    }
    assertThat(load(new MemoryFiles().with("site.yaml", SITE).with("devices.csv", table.toString())).problems()).hasSize(Problems.MAX_KEPT);
  }

  @Test
  void readsTablesAsSpreadsheetsSaveThem() {
    for (String table : new String[] {
        "\uFEFFdevice;template;channel;unit\r\n\"B\"; feeder ;bus1;\"2\"\r\n\r\n# comment\r\n",
        "device\ttemplate\tchannel\tunit\rB\tfeeder\tbus1\t2\r",
        "# first a comment\n\ndevice , template, channel, unit , note\nB,feeder,bus1,2,\"a \"\"good\"\" one, really\"\n"}) {
      SiteModel model = Objects.requireNonNull(load(new MemoryFiles().with("site.yaml", SITE.replace(", unit: 1}]",
          "}]")).with("devices.csv", table)).model());
      assertThat(model.devices()).hasSize(2).last().satisfies(device -> {
        assertThat(device.name()).isEqualTo("B");
        assertThat(device.settings().text("unit", "")).isEqualTo("2");
        assertThat(device.settings().names()).containsExactly("unit");
      });
    }
  }

  @Test
  void tellsMistakesOfAllFilesAtOnceAndStillGivesWhatCouldBeRead() {
    Loaded loaded = load(new MemoryFiles().with("site.yaml", SITE.replace("rate: 9600", "rate: fast"))
        .with("templates/broken.yaml", "points: {")
        .with("devices.csv", "device,template,channel,unit\nB,feeder,bus2,2\nC,broken,bus1,3\nD,feeder,bus1,4\n"));
    assertThat(loaded.problems()).filteredOn(problem -> problem.severity() == Problem.Severity.ERROR).extracting(Problem::code)
        .containsExactly("unknown-channel", "out-of-range", "yaml-syntax");
    assertThat(Objects.requireNonNull(loaded.model()).devices()).extracting(device -> device.name()).containsExactly("A", "D");
  }
}
