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

class ShadowTaskTest {
  private static final String PLAN = "{\"id\":\"p1\",\"applicable\":true,\"problems\":[],\"difference\":{},\"files\":{},\"pauses\":[]}";
  private static final String REPORT = """
      {"running":false,"problems":[],"report":{"running":false,"ended":"its time was up","who":"me","startedNs":1,"elapsedMs":30000,
       "limitMs":30000,"readings":40,"total":{"live":20,"shadow":11,"same":10,"differ":1,"onlyLive":9,"onlyShadow":0},
       "points":[{"point":"F1/ia","unit":"A","live":10,"shadow":1,"same":0,"differ":1,"onlyLive":9,"onlyShadow":0,"examples":[
         {"live":{"value":"4","quality":"good","validity":"good","sourceNs":1767225600000000000,"cause":"periodic"},
          "shadow":{"value":"5","quality":"good","validity":"good","sourceNs":1767225600000000000,"cause":"periodic"}},
         {"live":{"value":"6","quality":"invalid, oldData","validity":"invalid","sourceNs":null,"cause":"periodic"}}]},
        {"point":"F1/ib","unit":"A","live":10,"shadow":10,"same":10,"differ":0,"onlyLive":0,"onlyShadow":0,"examples":[]}],
       "notCompared":[{"point":"F9/ia","why":"the running site has no such device"}],"failures":[]}}
      """;

  @TempDir Path places;
  @TempDir Path site;
  private FakeGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new FakeGateway(places);
    gateway.answers.put("/api/status", "{\"role\":\"gateway\",\"site\":\"oak-street\"}");
    gateway.answers.put("/api/plan", PLAN);
    gateway.answers.put("/api/shadow", REPORT);
    gateway.answers.put("/api/shadow/stop", REPORT);
    Files.writeString(site.resolve("site.yaml"), "site: oak\n");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private int run(Task task, String... arguments) {
    return Task.carryOut(task, "shadow", ShadowTask.USAGE, List.of(arguments), gateway.toOut(), gateway.toErr());
  }

  @Test
  void aSiteIsRunBesideTheRunningOneAndTheDifferencesAreShownWithBothSamples() {
    assertThat(run(new ShadowTask(gateway.finder()), site.toString(), "--for", "30s")).isEqualTo(Task.NOT_WELL);
    assertThat(gateway.posted.get("/api/plan 1")).contains("site: oak");
    assertThat(gateway.posted.get("/api/shadow 1")).contains("\"id\":\"p1\"", "\"seconds\":30");
    assertThat(gateway.printed()).contains("runs beside oak-street", "ended after 30 of 30 s: its time was up\n",
        "40 readings; the running site sent 20 (40.0/min), the other 11 (22.0/min)\n",
        "10 the same, 1 differ, 9 only from the running site, 0 only from the other\n",
        "F1/ia: 10 (20.0/min) before, 1 (2.0/min) now; 0 the same, 1 differ, 9 only before, 0 only now\n    before  4 A, good, ",
        "\n    now     5 A, good, ", "before  6 A, invalid, oldData, without time, periodic\n    now     -\n",
        "not compared F9/ia: the running site has no such device\n").doesNotContain("F1/ib");
  }

  @Test
  void aBrokenSiteIsToldAsAPlanTellsItAndNothingIsRun() {
    gateway.answers.put("/api/plan", "{\"id\":\"\",\"applicable\":false,\"problems\":[{\"at\":\"site.yaml:1:1\",\"severity\":\"ERROR\",\"message\":"
        + "\"no channels.\"}]}");
    assertThat(run(new ShadowTask(gateway.finder()), site.toString())).isEqualTo(Task.NOT_WELL);
    assertThat(gateway.printed()).contains("site.yaml:1:1 no channels.\ncannot be run\n");
    assertThat(gateway.posted).containsOnlyKeys("/api/plan 1");
  }

  @Test
  void theReportIsShownAgainAndTheOneThatRunsIsEnded() {
    assertThat(run(new ShadowTask(gateway.finder()))).isEqualTo(Task.NOT_WELL);
    assertThat(gateway.printed()).contains("its time was up");
    assertThat(run(new ShadowTask(gateway.finder()), "--stop")).isEqualTo(Task.NOT_WELL);
    assertThat(gateway.posted).containsKey("/api/shadow/stop 1");
    gateway.answers.put("/api/shadow", "{\"running\":false,\"problems\":[]}");
    assertThat(run(new ShadowTask(gateway.finder()))).isZero();
    assertThat(gateway.printed()).contains("no site was run beside this one");
    assertThat(run(new ShadowTask(gateway.finder()), "--for", "3s")).isEqualTo(Task.USAGE);
    assertThat(run(new ShadowTask(gateway.finder()), site.toString(), "--stop")).isEqualTo(Task.USAGE);
  }

  @Test
  void singleChangesAreRunBesideToo() {
    assertThat(run(new EditTask(gateway.finder()), "point", "feeder/ia", "{read: 1}", "--shadow", "10m")).isEqualTo(Task.NOT_WELL);
    assertThat(gateway.posted.get("/api/plan 1")).contains("\"edits\"");
    assertThat(gateway.posted.get("/api/shadow 1")).contains("\"seconds\":600");
    assertThat(run(new EditTask(gateway.finder()), "device", "F1", "remove", "--shadow", "1m", "--apply")).isEqualTo(Task.USAGE);
  }
}
