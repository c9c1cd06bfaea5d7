package io.busbar.shell.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointNames;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.template.SiteFiles;
import io.busbar.api.template.TemplateLoader;
import io.busbar.shell.words.Task;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DictionaryTaskTest {
  private static final SourceLocation AT = new SourceLocation("names.csv", 3, 1);

  @TempDir Path site;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private PointNames names = new PointNames(List.of("scada", "mrid"), List.of(
      new PointNames.Row("*", "*", "*", Map.of("scada", "{device}.{point}"), AT),
      new PointNames.Row("*", "F1", "ib", Map.of("scada", "-", "mrid", "_b1"), AT)));

  private SiteModel model() {
    List<PointSpec> points = Stream.of("ia", "ib").map(name -> new PointSpec(name, List.of(), Settings.NONE, "A", List.of(),
        PublishClass.MEASUREMENT, Duration.ZERO, SourceLocation.NONE)).toList();
    List<DeviceSpec> devices = Stream.of("F1", "F2")
        .map(name -> new DeviceSpec(name, "feeder", "bus1", Settings.NONE, SourceLocation.NONE)).toList();
    return new SiteModel("oak", Settings.NONE, Settings.NONE, List.of(),
        List.of(new TemplateSpec("feeder", Settings.NONE, points, SourceLocation.NONE)),
        devices, names);
  }

  private int run(String... arguments) {
    TemplateLoader loader = new TemplateLoader() {
      @Override
      public Descriptor descriptor() {
        return new Descriptor("test", "", "", "", List.of());
      }

      @Override
      public boolean recognises(SiteFiles files) {
        return true;
      }

      @Override
      public Loaded load(SiteFiles files) {
        return new Loaded(model(), List.of());
      }
    };
    out.reset();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return Task.carryOut(new DictionaryTask(List.of(loader)), "dictionary", DictionaryTask.USAGE, List.of(arguments), stream, stream);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyPointIsExportedWithItsNames() {
    assertThat(run("export", site.toString())).isZero();
    assertThat(printed()).isEqualTo("""
        site,device,point,template,unit,scada,mrid
        oak,F1,ia,feeder,A,F1.ia,
        oak,F1,ib,feeder,A,-,_b1
        oak,F2,ia,feeder,A,F2.ia,
        oak,F2,ib,feeder,A,F2.ib,
        """);
  }

  @Test
  void anExportThatComesBackChangesNothing() throws Exception {
    Path list = site.resolve("list.csv");
    assertThat(run("export", site.toString(), "--out", list.toString())).isZero();
    assertThat(printed()).startsWith("4 points written to");
    assertThat(run("import", site.toString(), list.toString(), "--write")).isZero();
    assertThat(printed()).startsWith("all names are as they are");
    assertThat(site.resolve("names.csv")).doesNotExist();
  }

  @Test
  void onlyWhatDiffersBecomesARowAndTheRestOfTheFileStaysAsItIs() throws Exception {
    String before = "# what the control centre says\ndevice,point,scada,mrid\n*,*,{device}.{point},\n\nF1,ib,-,_b1   \n# the end\n";
    Files.writeString(site.resolve("names.csv"), before);
    Path list = Files.writeString(site.resolve("list.csv"),
        "device;point;scada;mrid;dnp3\nF1;ia;F1.ia;_a1;\nF1;ib;KEY,7;_b1;\nF2;ib;F2.ib;;AI 4\nF9;ia;x;;\nF1;iq;x;;\n");
    assertThat(run("import", site.toString(), list.toString())).isEqualTo(1);
    assertThat(printed()).contains("list.csv:5:1 warning: left out: there is no device \"F9\". Did you mean \"F1\"?",
        "list.csv:6:1 warning: left out: there is no point \"iq\" of F1.", "F1/ia mrid: none -> _a1\n", "F1/ib scada: - -> KEY,7\n",
        "F2/ib dnp3: none -> AI 4\n", "3 names would change; --write writes them");
    assertThat(site.resolve("names.csv")).hasContent(before);
    assertThat(run("import", site.toString(), list.toString(), "--write")).isEqualTo(1);
    assertThat(site.resolve("names.csv")).hasContent("# what the control centre says\ndevice,point,scada,mrid,dnp3\n*,*,{device}.{point},\n\n"
        + "F1,ib,\"KEY,7\",_b1\n# the end\nF1,ia,,_a1\nF2,ib,,,AI 4\n");
  }

  @Test
  void theFirstNamesMakeTheFile() throws Exception {
    names = PointNames.NONE;
    Path list = Files.writeString(site.resolve("list.csv"), "device,point,scada\nF1,ia,K1\n");
    assertThat(run("import", site.toString(), list.toString(), "--write")).isZero();
    assertThat(site.resolve("names.csv")).hasContent("device,point,scada\nF1,ia,K1\n");
  }

  @Test
  void aCheckCountsAndNamesWhatIsMissing() {
    assertThat(run("check", site.toString())).isEqualTo(1);
    assertThat(printed()).isEqualTo("scada: 3 points have a name, 0 have none\nmrid: 1 points have a name, 3 have none: F1/ia, F2/ia, F2/ib\n");
    names = new PointNames(List.of("scada"), List.of(new PointNames.Row("*", "*", "*", Map.of("scada", "{point}"), AT)));
    assertThat(run("check", site.toString())).isEqualTo(1);
    assertThat(printed()).contains("F2/ia and F1/ia are both called \"ia\" in scada");
    names = PointNames.NONE;
    assertThat(run("check", site.toString())).isZero();
    assertThat(run("chekc", site.toString())).isEqualTo(2);
    assertThat(run("import", site.toString())).isEqualTo(2);
  }
}
