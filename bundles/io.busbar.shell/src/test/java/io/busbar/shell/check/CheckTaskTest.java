package io.busbar.shell.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.driver.ChannelEstimate;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problem;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.template.SiteFiles;
import io.busbar.api.template.TemplateLoader;
import io.busbar.shell.site.SiteFolder;
import io.busbar.shell.words.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTaskTest {
  private static final SourceLocation HERE = new SourceLocation("site.yaml", 1, 1);

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Problem> loading = new ArrayList<>();
  private final List<Problem> planning = new ArrayList<>();
  private ChannelEstimate estimate = new ChannelEstimate(0.34, 540, 12.3, 80, List.of("FDR-07: 60 % of it"));

  private static PointSpec point(String name, PublishClass publish, StageSpec... flow) {
    return new PointSpec(name, List.of(new ReadSpec("40101", HERE)), Settings.NONE, "", List.of(flow), publish, Duration.ofSeconds(1), HERE);
  }

  private static StageSpec stage(String filter, String argument) {
    return new StageSpec(filter, List.of(Setting.of(argument, HERE)), Map.of(), filter, HERE);
  }

  private static SiteModel site(int devices, String rate) {
    TemplateSpec template = new TemplateSpec("feeder", Settings.NONE, List.of(
        point("breaker", PublishClass.ALARM, stage("onChange", "")), point("ia", PublishClass.MEASUREMENT, stage("dbAbs", "2")),
        point("ib", PublishClass.MEASUREMENT), point("debug", PublishClass.NONE)), HERE);
    List<DeviceSpec> list = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      list.add(new DeviceSpec("d" + i, "feeder", "bus1", Settings.NONE, HERE));
    }
    SourceLocation rateAt = new SourceLocation("site.yaml", 4, 25);
    return new SiteModel("oak", Settings.NONE, new Settings(Map.of("to", Setting.of("c:1", HERE), "rate", Setting.of(rate, rateAt)), HERE),
        List.of(new ChannelSpec("bus1", "modbus-rtu", Settings.NONE, new SourceLocation("site.yaml", 6, 10))), List.of(template), list);
  }

  private int check(SiteModel model, String... options) throws IOException {
    Files.writeString(folder.resolve("site.yaml"), "site: oak\n");
    TemplateLoader loader = new TemplateLoader() {
      @Override
      public Descriptor descriptor() {
        return new Descriptor("fake", "", "", "", List.of());
      }

      @Override
      public boolean recognises(SiteFiles files) {
        return files.names().contains("site.yaml");
      }

      @Override
      public Loaded load(SiteFiles files) {
        return new Loaded(model, loading);
      }
    };
    DriverFactory driver = (DriverFactory) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {DriverFactory.class},
        (proxy, method, arguments) -> method.getName().equals("estimate") ? estimate : List.of(new Descriptor("modbus-rtu", "", "", "",
            List.of())));
    CheckTask task = new CheckTask(List.of(loader), candidate -> planning, List.of(driver));
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(folder.toString());
    return Task.carryOut(task, "check", CheckTask.USAGE, arguments, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void listsMistakesOfLoaderAndPlanInTheOrderOfTheFilesEachOnce() throws Exception {
    loading.add(Problem.error(new SourceLocation("devices.csv", 3, 15), "unknown-channel", "channel \"buss1\" is unknown."));
    loading.add(Problem.warning(new SourceLocation("site.yaml", 2, 1), "unused-channel", "no device is on channel \"bus9\"."));
    planning.add(Problem.error(new SourceLocation("devices.csv", 3, 15), "unknown-channel", "said again"));
    planning.add(Problem.error(new SourceLocation("templates/feeder.yaml", 3, 20), "ambiguous", "10011 is ambiguous."));
    planning.add(Problem.error(new SourceLocation("site.yaml", 9, 1), "x", "first of all."));
    assertThat(check(site(1, "9600"))).isEqualTo(1);
    assertThat(printed()).isEqualTo("""
        site.yaml:9:1 first of all.
        templates/feeder.yaml:3:20 10011 is ambiguous.
        devices.csv:3:15 channel "buss1" is unknown.
        site.yaml:2:1 warning: no device is on channel "bus9".
        3 mistakes, 1 warning.
        Nothing would be applied. The estimate of lines and radio follows when the mistakes are mended.
        """);
  }

  @Test
  void estimatesLinesAndRadioOfAGoodSite() throws Exception {
    assertThat(check(site(10, "9600"))).isZero();
    assertThat(printed()).startsWith("No mistakes. oak: 1 channel, 1 template, 10 devices, 40 points.\n")
        .contains("bus1         10 devices, busy 34 % of the time, once round in 540 ms, 12.3 requests/s, 80.0 values/s", "FDR-07: 60 % of it")
        .contains("Radio: about 1.6 kbit/s needed, the link carries 9.6 kbit/s, 11.0 measurements/s.", "91 %  ib of feeder, 10.00/s")
        .contains("Assumed: ", "7.3 bytes a measurement");
  }

  @Test
  void saysWhatToDoWhereTheLinkCannotCarryTheSite() throws Exception {
    assertThat(check(site(100, "4800"))).isZero();
    assertThat(printed()).contains("\nNo mistakes, 1 warning. oak: ",
        "site.yaml:4:25 warning: this site needs about 7.7 kbit/s, the link carries 4.8 kbit/s. Largest share: "
        + "ib (91 %); "
        + "give it a dead-band, for example \"report: dbAbs(…)\", or a longer \"every\".");
  }

  @Test
  void saysWhatToDoWhereALineCannotKeepItsPeriods() throws Exception {
    estimate = new ChannelEstimate(1.4, 5400, 12.3, 80, List.of("FDR-07 takes 60 % of it."));
    assertThat(check(site(1, "64000"), "--strict")).isEqualTo(1);
    assertThat(printed()).contains("site.yaml:6:10 warning: bus1 would be busy 140 % of the time: periods cannot be kept. Lengthen \"every\"");
  }

  @Test
  void readsSiteFoldersAsTheyLieOnDisk() throws Exception {
    Files.createDirectories(folder.resolve("templates"));
    Files.createDirectories(folder.resolve("data/journal"));
    Files.createDirectories(folder.resolve(".git"));
    for (String name : List.of("site.yaml", "templates/a.yaml", "templates/a.yaml~", ".site.yaml.swp", ".git/x", "data/journal/1",
        "devices.csv.bak")) {
      Files.writeString(folder.resolve(name), "x");
    }
    SiteFolder files = new SiteFolder(folder);
    assertThat(files.names()).containsExactly("site.yaml", "templates/a.yaml");
    Files.write(folder.resolve("site.yaml"), new byte[] {(byte) 0xE4});
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> files.read("site.yaml")).hasMessageContaining("not UTF-8");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> files.read("nothing")).hasMessage("nothing is not there.");
  }

  @Test
  void refusesAFolderThatIsNoSite() {
    CheckTask task = new CheckTask(List.of(), candidate -> planning, List.of());
    assertThat(Task.carryOut(task, "check", CheckTask.USAGE, List.of(folder.toString()), new PrintStream(out),
        new PrintStream(err))).isEqualTo(3);
    assertThat(Task.carryOut(task, "check", CheckTask.USAGE, List.of(), new PrintStream(out), new PrintStream(err))).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(2).contains("it has no site.yaml").contains("SITE_FOLDER is missing");
  }

  @Test
  void weighsPointsByTheirReportRule() {
    RadioLoad load = RadioLoad.of(site(1, "9600"));
    assertThat(load.samplesPerSecond()).isCloseTo(1.1, within(1e-9));
    assertThat(load.shares()).extracting(RadioLoad.Share::point).containsExactly("ib", "ia", "breaker");
    PointSpec silent = point("x", PublishClass.MEASUREMENT, stage("swingingDoor", "1"), stage("maxSilence", "500ms"));
    SiteModel model = new SiteModel("s", Settings.NONE, Settings.NONE, List.of(), List.of(new TemplateSpec("feeder", Settings.NONE,
        List.of(silent), HERE)),
        List.of(new DeviceSpec("d", "feeder", "bus1", Settings.NONE, HERE)));
    assertThat(RadioLoad.of(model).samplesPerSecond()).as("repeated no more often than polled").isCloseTo(1, within(1e-9));
  }
}
