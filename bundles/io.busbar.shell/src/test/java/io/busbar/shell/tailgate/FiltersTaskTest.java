package io.busbar.shell.tailgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.shell.words.Task;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiltersTaskTest {
  @TempDir Path places;
  private FakeGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new FakeGateway(places);
    gateway.answers.put("/api/status", "{\"role\":\"gateway\",\"site\":\"oak-street\"}");
    gateway.answers.put("/api/filters", "{\"sets\":[{\"bundle\":\"io.busbar.filter.electrical\",\"version\":\"0.1.0\",\"filters\":[\"pf\",\"pqs\"],"
        + "\"users\":[\"feeder/power: pqs (12 devices)\"]},{\"bundle\":\"io.busbar.filter.script\",\"version\":\"0.1.0\",\"filters\":[\"script\"],"
        + "\"users\":[]}]}");
    gateway.answers.put("/api/filters/update", "{\"done\":true,\"against\":[]}");
    gateway.answers.put("/api/filters/remove", "{\"done\":false,\"against\":[\"feeder/power: pqs (12 devices)\"]}");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private int run(String... arguments) {
    return Task.carryOut(new FiltersTask(gateway.finder()), "filters", FiltersTask.USAGE, List.of(arguments), gateway.toOut(), gateway.toErr());
  }

  @Test
  void setsAreListedWithTheFlowsThatUseThem() {
    assertThat(run()).isZero();
    assertThat(gateway.printed()).contains("io.busbar.filter.electrical  0.1.0          2      1");
    assertThat(run("electrical")).isZero();
    assertThat(gateway.printed()).contains("io.busbar.filter.electrical 0.1.0: pf, pqs\nused by:\n  feeder/power: pqs (12 devices)\n");
    assertThat(run("script")).isZero();
    assertThat(gateway.printed()).contains("no flow uses it");
    assertThat(run("electric")).isEqualTo(Task.NOT_DONE);
  }

  @Test
  void aSetIsUpdatedAndOneInUseIsNotRemoved() {
    assertThat(run("update", "electrical", "new.jar")).isZero();
    assertThat(gateway.posted.get("/api/filters/update 1")).contains("\"bundle\":\"io.busbar.filter.electrical\"",
        Path.of("new.jar").toAbsolutePath().toString());
    assertThat(gateway.printed()).contains("io.busbar.filter.electrical is updated at oak-street");
    assertThat(run("remove", "io.busbar.filter.electrical")).isEqualTo(Task.NOT_WELL);
    assertThat(gateway.posted.get("/api/filters/remove 1")).contains("\"force\":false");
    assertThat(gateway.printed()).contains("feeder/power: pqs (12 devices)\nrefused; nothing changed");
    run("remove", "electrical", "--force");
    assertThat(gateway.posted.get("/api/filters/remove 1")).contains("\"force\":true");
  }

  @Test
  void halfCommandsAreWrongUsage() {
    for (List<String> words : List.of(List.of("update", "value"), List.of("remove"), List.of("value", "time"), List.of("value", "--force"))) {
      assertThat(run(words.toArray(String[]::new))).as(words.toString()).isEqualTo(Task.USAGE);
    }
    assertThat(gateway.posted).isEmpty();
  }
}
