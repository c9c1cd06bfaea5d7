package io.busbar.shell.tailgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.shell.words.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanAndTapTaskTest {
  private static final String PLAN = """
      {"id":"p1","applicable":true,"baseEpoch":3,"empty":false,
       "difference":{"devicesAdded":["FDR-09"],"templatesChanged":["feeder"],"pointsChanged":["feeder/ia"],"settingsChanged":["central.rate"]},
       "files":{"added":[],"changed":["devices.csv"],"removed":["old.csv"],"ignored":[]},
       "pauses":[{"device":"FDR-07","why":"its own settings change: it is bound anew"}],"untouched":12,
       "problems":[{"at":"site.yaml:4:25","severity":"WARNING","message":"this site needs about 14 kbit/s."}]}
      """;

  @TempDir Path places;
  @TempDir Path site;
  private FakeGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new FakeGateway(places);
    gateway.answers.put("/api/status", "{\"role\":\"gateway\",\"site\":\"oak-street\"}");
    gateway.answers.put("/api/plan", PLAN);
    Files.writeString(site.resolve("site.yaml"), "site: \"oak\"\n");
    Files.writeString(site.resolve("devices.csv"), "device\nFDR-09\n");
    Files.write(site.resolve("drawing.pdf"), new byte[] {(byte) 0xE9, 1});
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private int run(Task task, String... arguments) {
    return Task.carryOut(task, "plan", PlanTask.USAGE, List.of(arguments), gateway.toOut(), gateway.toErr());
  }

  @Test
  void aPlanIsShownAsADifference() {
    assertThat(run(new PlanTask(gateway.finder()), site.toString())).isZero();
    assertThat(gateway.posted.get("/api/plan 1")).contains("\"site.yaml\":\"site: \\\"oak\\\"\\u000a\"", "FDR-09").doesNotContain("drawing");
    assertThat(gateway.err.toString()).contains("drawing.pdf is left out");
    assertThat(gateway.printed()).contains("site.yaml:4:25 warning: this site needs about 14 kbit/s.\n", "~ template feeder\n",
        "+ device FDR-09\n", "~ point feeder/ia\n", "~ setting central.rate\n", "- file old.csv\n", "~ file devices.csv\n",
        "pauses FDR-07: its own settings change: it is bound anew\n", "untouched: 12 devices\n");
    assertThat(gateway.posted).hasSize(1);
  }

  @Test
  void aPlanIsAppliedAndTakenBackWhenAskedFor() {
    gateway.answers.put("/api/apply", "{\"applied\":true,\"epoch\":4,\"problems\":[]}");
    gateway.answers.put("/api/undo", "{\"applied\":false,\"epoch\":4,\"problems\":[{\"at\":\"\",\"severity\":\"ERROR\",\"message\":\"no plan was"
        + " applied.\"}]}");
    assertThat(run(new PlanTask(gateway.finder()), site.toString(), "--apply")).isZero();
    assertThat(gateway.posted.get("/api/apply 1")).contains("\"id\":\"p1\"", "\"confirmWithinSeconds\":0");
    assertThat(gateway.printed()).contains("applied: model 4 runs at oak-street");
    assertThat(run(new PlanTask(gateway.finder()), "--undo")).isEqualTo(1);
    assertThat(gateway.printed()).contains("no plan was applied.\nrefused; nothing changed");
  }

  @Test
  void aChangeIsConfirmedInTimeAndAnEarlierVersionGoneBackTo() {
    String applied = "{\"applied\":true,\"epoch\":4,\"problems\":[]}";
    gateway.answers.put("/api/apply", applied);
    gateway.answers.put("/api/undo", applied);
    gateway.answers.put("/api/confirm", applied);
    gateway.answers.put("/api/versions", "{\"unconfirmed\":{\"back\":2,\"who\":\"ann\",\"leftMs\":599000},\"versions\":[{\"number\":3,"
        + "\"atNs\":1767225600000000000,\"who\":\"ann\",\"what\":\"applied: devices.csv\",\"changed\":[\"devices.csv\"],\"bytes\":5}]}");
    assertThat(run(new PlanTask(gateway.finder()), site.toString(), "--apply", "--confirm", "10m")).isZero();
    assertThat(gateway.posted.get("/api/apply 1")).contains("\"confirmWithinSeconds\":600");
    assertThat(gateway.printed()).contains("applied until 10m from now unless you say \"busbar confirm\": model 4 runs at oak-street");
    assertThat(run(new PlanTask(gateway.finder()), site.toString(), "--apply", "--confirm", "10 years")).isEqualTo(2);
    assertThat(run(new PlanTask(gateway.finder()), site.toString(), "--confirm", "10m")).isEqualTo(2);
    assertThat(run(new ConfirmTask(gateway.finder()))).isZero();
    gateway.answers.put("/api/confirm", "{\"applied\":false,\"epoch\":4,\"problems\":[{\"at\":\"\",\"severity\":\"ERROR\","
        + "\"message\":\"no change waits.\"}]}");
    assertThat(run(new ConfirmTask(gateway.finder()))).isEqualTo(1);
    assertThat(gateway.printed()).contains("no change waits.\nnothing was confirmed; what runs, runs on\n");
    assertThat(run(new UndoTask(gateway.finder()), "--to", "2")).isZero();
    assertThat(gateway.posted.get("/api/undo 1")).contains("\"to\":2");
    assertThat(gateway.printed()).contains("confirmed, and stays: model 4 runs", "back to version 2: model 4 runs");
    assertThat(run(new VersionsTask(gateway.finder()))).isZero();
    assertThat(gateway.printed()).contains("   3  ", "ann: applied: devices.csv (devices.csv)\n",
        "the newest goes back to version 2 in 599 s unless it is confirmed");
  }

  @Test
  void singleChangesAreSentShownAndApplied() throws Exception {
    gateway.answers.put("/api/apply", "{\"applied\":true,\"epoch\":4,\"problems\":[]}");
    Path template = Files.writeString(site.resolve("t.yaml"), "points: {}");
    assertThat(run(new EditTask(gateway.finder()), "device", "FDR-09", "template=feeder", "unit=9", "and", "device", "FDR-07", "remove", "and",
        "point", "feeder/ia", "{read: 40101}", "and", "point", "feeder/ib", "remove", "and", "template", "t", template.toString(), "and",
        "template", "u", "remove", "--apply")).isZero();
    assertThat(gateway.posted.get("/api/plan 1")).isEqualTo("{\"edits\":[{\"device\":\"FDR-09\",\"set\":{\"template\":\"feeder\",\"unit\":\"9\"}},"
        + "{\"device\":\"FDR-07\",\"remove\":true},{\"template\":\"feeder\",\"point\":\"ia\",\"text\":\"{read: 40101}\"},"
        + "{\"template\":\"feeder\",\"point\":\"ib\",\"remove\":true},{\"template\":\"t\",\"text\":\"points: {}\"},"
        + "{\"template\":\"u\",\"remove\":true}]}");
    assertThat(gateway.printed()).contains("+ device FDR-09\n", "applied: model 4 runs at oak-street");
    for (List<String> wrong : List.of(List.of("device", "X"), List.of("device", "X", "unit"), List.of("point", "ia", "x"),
        List.of("channel", "a", "b"), List.of("device", "X", "remove", "and"), List.<String>of())) {
      assertThat(run(new EditTask(gateway.finder()), wrong.toArray(new String[0]))).as("%s", wrong).isEqualTo(2);
    }
  }

  @Test
  void aPointIsFoundByTheNameThatAnotherSystemHasForIt() {
    gateway.answers.put("/api/points?limit=100&filter=_a7", "{\"points\":[{\"gateway\":\"oak\",\"device\":\"FDR-07\",\"point\":\"ia\","
        + "\"value\":\"231\",\"unit\":\"A\",\"quality\":\"good\",\"tags\":{\"mrid\":\"_a71d\"}}]}");
    gateway.answers.put("/api/points?limit=1&filter=x", "{\"points\":[]}");
    assertThat(run(new PointsTask(gateway.finder(), gateway.finder()), "--find", "_a7")).isZero();
    assertThat(gateway.printed()).containsPattern("FDR-07/ia +231 +A +good +mrid _a71d");
    assertThat(run(new PointsTask(gateway.finder(), gateway.finder()), "--find", "x", "--limit", "1")).isEqualTo(1);
    assertThat(gateway.printed()).contains("no point is called \"x\", here or in another system");
    assertThat(run(new PointsTask(gateway.finder(), gateway.finder()), "x")).isEqualTo(2);
  }

  @Test
  void mistakesAreShownAndNothingIsApplied() {
    gateway.answers.put("/api/plan", "{\"id\":\"\",\"applicable\":false,\"problems\":[{\"at\":\"devices.csv:2:1\",\"severity\":\"ERROR\","
        + "\"message\":\"channel \\\"buss1\\\" is unknown. Did you mean \\\"bus1\\\"?\"}]}");
    assertThat(run(new PlanTask(gateway.finder()), site.toString(), "--apply")).isEqualTo(1);
    assertThat(gateway.printed()).contains("devices.csv:2:1 channel \"buss1\" is unknown. Did you mean \"bus1\"?\ncannot be applied");
    assertThat(gateway.posted).hasSize(1);
    assertThat(run(new PlanTask(gateway.finder()), site.resolve("none").toString())).isEqualTo(3);
    assertThat(run(new PlanTask(gateway.finder()))).isEqualTo(2);
    assertThat(run(new PlanTask(gateway.finder()), "--undo", "x")).isEqualTo(2);
  }

  @Test
  void aTapPrintsALineForEachSampleOfEachNode() {
    gateway.answers.put("/api/tap?point=FDR-07%2Fia", """
        data: {"nodes":["raw","linear","published"]}

        data: {"device":"FDR-07","point":"ia","node":"raw","value":"2310","quality":"good","validity":"good","sourceNs":1,"cause":"periodic"}

        data: {"device":"FDR-07","point":"ia","node":"linear","value":"231","quality":"invalid","validity":"invalid","sourceNs":1,"cause":"periodic"}

        data: {"dropped":3}

        data: {"ended":"the model has changed: there is no device"}

        """);
    assertThat(run(new TapTask(gateway.finder()), "FDR-07/ia")).isEqualTo(1);
    assertThat(gateway.printed().lines().map(line -> line.replaceFirst("^[0-9:.]+ +", ""))).containsExactly("raw             2310  periodic",
        "linear          231  invalid  periodic");
    assertThat(gateway.err.toString()).contains("hears raw -> linear -> published", "3 samples dropped so far", "there is no device");
  }

  @Test
  void aTapOfATemplateNamesDevicesAndWrongUsageIsSaid() {
    gateway.answers.put("/api/tap?point=ia&template=feeder&node=dbAbs",
        "data: {\"device\":\"D\",\"node\":\"dbAbs\",\"value\":\"1\",\"quality\":\"good\",\"validity\":\"good\",\"sourceNs\":1,\"cause\":\"\"}\n\n");
    assertThat(run(new TapTask(gateway.finder()), "ia", "dbAbs", "--template", "feeder")).isEqualTo(1);
    assertThat(gateway.printed()).contains("D  dbAbs");
    assertThat(run(new TapTask(gateway.finder()), "ia")).isEqualTo(2);
    assertThat(run(new TapTask(gateway.finder()))).isEqualTo(2);
    assertThat(run(new TapTask(gateway.finder()), "X/ia")).isEqualTo(3);
    assertThat(gateway.err.toString()).contains("There is nothing at /api/tap?point=X%2Fia");
  }

  @Test
  void aPointIsExplainedInTheWordsOfTheGateway() throws Exception {
    gateway.answers.put("/api/explain?point=FDR-07%2Fia&wait=5", "{\"point\":\"FDR-07/ia\",\"reported\":false,\"lines\":[\"FDR-07/ia: not "
        + "reported: dbAbs\",\"  flow: raw\"]}");
    int exit = new ExplainTask(gateway.finder()).run(List.of("FDR-07/ia", "--seconds", "5"), gateway.toOut(), gateway.toErr());
    assertThat(exit).isEqualTo(1);
    assertThat(gateway.printed().lines()).containsExactly("FDR-07/ia: not reported: dbAbs", "  flow: raw");
    assertThat(run(new ExplainTask(gateway.finder()), "FDR-07/ix")).as("no such point").isEqualTo(3);
  }
}
