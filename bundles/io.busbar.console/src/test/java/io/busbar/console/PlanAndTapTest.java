package io.busbar.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.Difference;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteEdit;
import io.busbar.api.model.SitePlans;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.time.BusClock;
import io.busbar.api.view.FlowTaps;
import io.busbar.console.json.JsonReader;
import io.busbar.console.rest.Views;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans and taps over real HTTP. */
class PlanAndTapTest {
  private final Plans plans = new Plans();
  private final Taps taps = new Taps();
  private Views views;
  private Console console;

  @BeforeEach
  void start() throws IOException {
    views = new Views(new BusClock() {
      @Override
      public long wallNs() {
        return System.currentTimeMillis() * 1_000_000;
      }

      @Override
      public long monotonicNs() {
        return System.nanoTime();
      }
    });
    views.plans(plans);
    views.taps(taps);
    console = Console.start("127.0.0.1:0", "gateway", views);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + console.address().getPort() + path);
  }

  private HttpResponse<String> post(String path, String body, boolean meant) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body));
    return HttpClient.newHttpClient().send(meant ? request.header("X-Busbar", "1").build() : request.build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aPlanOfFilesIsAnsweredWithItsDifference() throws Exception {
    String large = "a".repeat(200_000);
    HttpResponse<String> reply = post("/api/plan", "{\"files\":{\"site.yaml\":\"" + large + "\",\"devices.csv\":\"a,b\\nc,d\"}}", true);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(plans.files).containsEntry("devices.csv", "a,b\nc,d");
    Map<String, @Nullable Object> plan = JsonReader.object(reply.body());
    assertThat(plan).containsEntry("id", "p1").containsEntry("applicable", true).containsEntry("baseEpoch", 3.0)
        .containsEntry("untouched", 4.0);
    assertThat(reply.body()).contains("\"devicesAdded\":[\"D1\"]", "\"pointsChanged\":[\"feeder/ia\"]",
        "\"settingsChanged\":[\"central.rate\"]", "\"changed\":[\"devices.csv\"]",
        "\"pauses\":[{\"device\":\"D2\",\"why\":\"bound anew\"}]",
        "\"file\":\"devices.csv\",\"line\":3,\"column\":15,\"at\":\"devices.csv:3:15\",\"severity\":\"WARNING\"");
  }

  @Test
  void applyAndUndoSayWhetherTheyWereDoneAndWhyNot() throws Exception {
    assertThat(post("/api/apply", "{\"id\":\"p1\"}", true).body()).isEqualTo("{\"applied\":true,\"epoch\":0,\"problems\":[]}");
    assertThat(post("/api/apply", "{\"id\":\"old\"}", true).body()).contains("\"applied\":false", "Plan it again");
    assertThat(post("/api/undo", "{}", true).body()).contains("\"applied\":true");
    assertThat(post("/api/undo", "", true).body()).contains("\"applied\":true");
  }

  @Test
  void aChangeIsConfirmedAndAnEarlierVersionIsNamed() throws Exception {
    assertThat(post("/api/apply", "{\"id\":\"p1\",\"confirmWithinSeconds\":600,\"who\":\"me\"}", true).body()).contains("\"applied\":true");
    assertThat(plans.ordered).isEqualTo(new SitePlans.Order("me", 600_000));
    assertThat(post("/api/apply", "{\"id\":\"p1\",\"confirmWithinSeconds\":1e9}", true).statusCode()).isEqualTo(400);
    assertThat(post("/api/confirm", "{\"who\":\"you\"}", true).body()).contains("\"applied\":true");
    assertThat(plans.ordered.who()).isEqualTo("you");
    assertThat(post("/api/undo", "{\"to\":2}", true).body()).contains("\"applied\":true");
    assertThat(post("/api/undo", "{\"to\":7}", true).body()).contains("\"applied\":false", "There is none.");
    assertThat(post("/api/undo", "{\"to\":\"x\"}", true).statusCode()).isEqualTo(400);
    HttpResponse<String> versions = HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri("/api/versions")).build(),
        HttpResponse.BodyHandlers.ofString());
    assertThat(versions.body()).contains("\"unconfirmed\":{\"back\":1,\"who\":\"me\",\"leftMs\":61000}",
        "\"versions\":[{\"number\":2,\"atNs\":5000,\"who\":\"me\",\"what\":\"applied: devices.csv\",\"changed\":[\"devices.csv\"],\"bytes\":77}]");
    HttpResponse<String> status = HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri("/api/status")).build(),
        HttpResponse.BodyHandlers.ofString());
    assertThat(status.body()).contains("A change by me goes back to version 1 in 61 s unless it is confirmed");
  }

  @Test
  void singleChangesArePlanned() throws Exception {
    assertThat(post("/api/plan", "{\"edits\":[{\"device\":\"F9\",\"set\":{\"template\":\"feeder\",\"unit\":\"9\"}},"
        + "{\"device\":\"F8\",\"remove\":true},"
        + "{\"template\":\"t\",\"text\":\"points:\"},{\"template\":\"t\",\"point\":\"ia\",\"text\":\"{}\"},"
        + "{\"template\":\"t\",\"point\":\"ib\",\"remove\":true},{\"template\":\"u\",\"remove\":true}]}", true).body()).contains("\"id\":\"p1\"");
    assertThat(plans.edits).containsExactly(new SiteEdit.PutDevice("F9", Map.of("template", "feeder", "unit", "9")),
        new SiteEdit.RemoveDevice("F8"), new SiteEdit.PutTemplate("t", "points:"), new SiteEdit.PutPoint("t", "ia", "{}"),
        new SiteEdit.RemovePoint("t", "ib"), new SiteEdit.RemoveTemplate("u"));
    for (String wrong : List.of("1", "{}", "{\"device\":\"x\"}", "{\"device\":\"x\",\"set\":{\"unit\":9}}",
        "{\"template\":\"x\",\"point\":\"y\"}")) {
      assertThat(post("/api/plan", "{\"edits\":[" + wrong + "]}", true).statusCode()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void nothingIsPlannedOrAppliedForWhoDoesNotMeanIt() throws Exception {
    for (String path : List.of("/api/plan", "/api/apply", "/api/undo", "/api/confirm")) {
      assertThat(post(path, "{\"id\":\"p1\",\"folder\":\"/x\"}", false).statusCode()).as(path).isEqualTo(403);
    }
    assertThat(plans.calls).isZero();
    assertThat(post("/api/plan", "{}", true).statusCode()).isEqualTo(400);
    assertThat(post("/api/plan", "{\"files\":{\"a\":1}}", true).statusCode()).isEqualTo(400);
    assertThat(post("/api/plan", "{\"files\":{\"../a\":\"\"}}", true).body()).contains("no name of a file");
    assertThat(post("/api/apply", "[]", true).statusCode()).isEqualTo(400);
    views.plans(null);
    assertThat(post("/api/undo", "{}", true).statusCode()).isEqualTo(503);
  }

  @Test
  void aTapIsAStreamOfObjectsUntilItEnds() throws Exception {
    taps.tap.samples.add(new FlowTaps.Sample("D1", "ia", "dbAbs", "2.5", 2.5, 0, (byte) 0, 1_000, 2_000, (byte) 3));
    HttpURLConnection connection = (HttpURLConnection) uri("/api/tap?point=D1/ia&node=dbAbs").toURL().openConnection();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(next(lines)).isEqualTo("{\"nodes\":[\"raw\",\"dbAbs\"]}");
      assertThat(next(lines)).contains("\"device\":\"D1\"", "\"node\":\"dbAbs\"", "\"value\":\"2.5\"", "\"sourceNs\":1000");
      taps.tap.dropped = 7;
      assertThat(next(lines)).isEqualTo("{\"dropped\":7}");
      taps.tap.samples.add(new FlowTaps.Sample("D1", "ia", "raw", "9", 9, 0, (byte) 0, 1_000, 2_000, (byte) 3));
      taps.tap.ended = "the model has changed: there is no device \"D1\".";
      assertThat(next(lines)).contains("\"node\":\"raw\"");
      assertThat(next(lines)).contains("\"ended\":\"the model has changed");
      assertThat(lines.lines().allMatch(String::isEmpty)).isTrue();
    }
    assertThat(taps.place).isEqualTo(FlowTaps.Place.of("D1", "ia", "dbAbs"));
  }

  @Test
  void aTapThatIsNotThereIsRefused() throws Exception {
    assertThat(get("/api/tap?point=ia").statusCode()).isEqualTo(400);
    assertThat(get("/api/tap?point=X/ia").body()).contains("there is no device");
    taps.place = null;
    assertThat(get("/api/tap?template=none&point=ia").statusCode()).isEqualTo(404);
    views.taps(null);
    assertThat(get("/api/tap?point=D1/ia").statusCode()).isEqualTo(503);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String next(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data: ")) {
        return line.substring(6);
      }
    }
    throw new AssertionError("the stream has ended");
  }

  private static final class Plans implements SitePlans {
    private volatile Map<String, String> files = Map.of();
    private volatile int calls;
    private volatile Order ordered = Order.NONE;
    private volatile List<SiteEdit> edits = List.of();

    @Override
    public Planned plan(Map<String, String> uploaded) {
      calls++;
      if (uploaded.containsKey("../a")) {
        throw new IllegalArgumentException("\"../a\" is no name of a file in a site folder.");
      }
      files = uploaded;
      Difference difference = new Difference(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of("D1"), List.of(),
          List.of("D2"), List.of(), List.of(), List.of("feeder/ia"), List.of("central.rate"));
      return new Planned("p1", 3, difference, new FileChanges(List.of(), List.of("devices.csv"), List.of(), List.of()),
          List.of(new Pause("D2", "bound anew")), 4,
          List.of(Problem.warning(new SourceLocation("devices.csv", 3, 15), "busy", "the line is busy")));
    }

    @Override
    public Planned plan(List<SiteEdit> wanted) {
      edits = wanted;
      return plan(Map.of());
    }

    @Override
    public Planned planFolder(String folder) {
      return plan(Map.of("folder", folder));
    }

    @Override
    public List<Problem> apply(String id, Order order) {
      calls++;
      ordered = order;
      return id.equals("p1") ? List.of() : List.of(Problem.error(SourceLocation.NONE, "stale-plan", "Plan it again."));
    }

    @Override
    public List<Problem> undo(Order order) {
      calls++;
      return List.of();
    }

    @Override
    public List<Problem> undo(int version, Order order) {
      return version == 2 ? List.of() : List.of(Problem.error(SourceLocation.NONE, "unknown-version", "There is none."));
    }

    @Override
    public List<Problem> confirm(Order order) {
      ordered = order;
      return List.of();
    }

    @Override
    public List<Version> versions() {
      return List.of(new Version(2, 5_000, "me", "applied: devices.csv", List.of("devices.csv"), 77));
    }

    @Override
    public Unconfirmed unconfirmed() {
      return new Unconfirmed(1, "me", 61_000);
    }
  }

  private static final class Taps implements FlowTaps {
    private final OneTap tap = new OneTap();
    private volatile @Nullable Place place;

    @Override
    public Tap open(Place at, Runnable heard) {
      if (at.device().equals("X") || at.template().equals("none")) {
        throw new IllegalArgumentException("there is no device \"X\"");
      }
      place = at;
      return tap;
    }
  }

  private static final class OneTap implements FlowTaps.Tap {
    private final Queue<FlowTaps.Sample> samples = new ConcurrentLinkedQueue<>();
    private volatile long dropped;
    private volatile String ended = "";

    @Override
    public List<String> nodes() {
      return List.of("raw", "dbAbs");
    }

    @Override
    public FlowTaps.@Nullable Sample poll() {
      return samples.poll();
    }

    @Override
    public long dropped() {
      return dropped;
    }

    @Override
    public String ended() {
      return ended;
    }

    @Override
    public void close() {}
  }
}
