package io.busbar.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.FilterSets;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Filter sets over real HTTP: who may list, update and remove them, and what is answered. */
class FilterApiTest extends ServedConsole {
  private final Sets sets = new Sets();

  @BeforeEach
  void serve() {
    views.filterSets(sets);
  }

  @Test
  void setsAreListedWithTheFlowsThatUseThem() throws Exception {
    HttpResponse<String> answer = ask("/api/filters", null);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"sets\":[{\"bundle\":\"io.busbar.filter.value\",\"version\":\"0.1.0\",\"filters\":[\"clip\",\"linear\"],"
        + "\"users\":[\"feeder/ia: linear (12 devices)\"]}]}");
  }

  @Test
  void aSetIsUpdatedByAFileOfTheGatewaysMachine() throws Exception {
    String order = "{\"bundle\":\"io.busbar.filter.value\",\"file\":\"/opt/next.jar\"}";
    assertThat(ask("/api/filters/update", order, MEANT).body()).isEqualTo("{\"done\":true,\"against\":[]}");
    assertThat(sets.last).isEqualTo("update io.busbar.filter.value by /opt/next.jar");
    String untrusted = "{\"bundle\":\"io.busbar.filter.value\",\"file\":\"/tmp/next.jar\"}";
    assertThat(ask("/api/filters/update", untrusted, MEANT).body())
        .isEqualTo("{\"done\":false,\"against\":[\"/tmp/next.jar can be written by others.\"]}");
  }

  @Test
  void aSetInUseIsRemovedOnlyIfForcedWhichIsATruthValueAndNoText() throws Exception {
    String order = "{\"bundle\":\"io.busbar.filter.value\",\"force\":%s}";
    assertThat(ask("/api/filters/remove", order.formatted("false"), MEANT).body()).contains("\"done\":false", "feeder/ia: linear (12 devices)");
    assertThat(ask("/api/filters/remove", order.formatted("\"true\""), MEANT).body()).contains("\"done\":false");
    assertThat(ask("/api/filters/remove", order.formatted("true"), MEANT).body()).contains("\"done\":true");
    assertThat(sets.last).isEqualTo("remove io.busbar.filter.value, forced");
  }

  @Test
  void whatRunsInTheGatewayIsChangedByNobodyFromElsewhereAndNotByChance() throws Exception {
    String order = "{\"bundle\":\"io.busbar.filter.value\",\"file\":\"/opt/next.jar\",\"force\":true}";
    for (String path : List.of("/api/filters/update", "/api/filters/remove")) {
      assertThat(ask(path, order).statusCode()).as("without the header").isEqualTo(403);
      assertThat(ask(path, order, "X-Busbar", "1", "Origin", "http://elsewhere.example").statusCode()).as("from another page").isEqualTo(403);
      HttpResponse<String> past = ask(path, order, "X-Busbar", "1", "X-Forwarded-For", "10.0.0.9");
      assertThat(past.statusCode()).as("past a proxy").isEqualTo(403);
      assertThat(past.body()).contains("on the gateway's own machine only");
      for (String wrong : List.of("", "[]", "{}", "{\"bundle\":7}")) {
        assertThat(ask(path, wrong, MEANT).statusCode()).as(wrong).isEqualTo(400);
      }
    }
    assertThat(ask("/api/filters/update", "{\"bundle\":\"io.busbar.filter.value\"}", MEANT).statusCode()).isEqualTo(400);
    assertThat(sets.last).isEmpty();
    views.filterSets(null);
    assertThat(ask("/api/filters", null).statusCode()).isEqualTo(503);
    assertThat(ask("/api/filters/remove", order, MEANT).statusCode()).isEqualTo(503);
  }

  private static final class Sets implements FilterSets {
    private static final String USER = "feeder/ia: linear (12 devices)";
    private volatile String last = "";

    @Override
    public List<String> names() {
      return List.of("io.busbar.filter.value");
    }

    @Override
    public List<Installed> sets() {
      return List.of(new Installed("io.busbar.filter.value", "0.1.0", List.of("clip", "linear")));
    }

    @Override
    public List<String> users(String bundle) {
      return List.of(USER);
    }

    @Override
    public List<String> update(String bundle, InputStream jar) {
      throw new IllegalStateException("the page sends no jars");
    }

    @Override
    public List<String> update(String bundle, String file) throws IOException {
      if (file.startsWith("/tmp")) {
        throw new IOException(file + " can be written by others");
      }
      last = "update " + bundle + " by " + file;
      return List.of();
    }

    @Override
    public List<String> remove(String bundle, boolean force) {
      last = force ? "remove " + bundle + ", forced" : last;
      return force ? List.of() : List.of(USER);
    }
  }
}
