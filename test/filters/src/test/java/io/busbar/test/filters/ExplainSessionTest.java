package io.busbar.test.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.DeviceState;
import io.busbar.api.journal.JournalStatus;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.view.GatewayLinkView;
import io.busbar.console.Console;
import io.busbar.console.json.JsonReader;
import io.busbar.console.rest.Views;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** "Why did this point (not) report?", asked over HTTP after every step of a session with every kind of drop and change, line by line. */
class ExplainSessionTest {
  private static final String SITE = """
      every: 1s
      points:
        ia: {read: holding 1 uint16, scale: 0.1, unit: A, report: "dbAbs(2)"}
        door: {read: coil 1}
        slow: {read: coil 2, flow: "debounce(5s)", publish: alarm}
        inner: {read: holding 3 uint16, publish: none}
        rare: {read: holding 4 uint16, report: "budget(1, 1h)"}
        sum: {flow: "expr(ia + inner)", unit: A}
        u: {read: holding 5 uint16, flow: "notAvailable(uint16)"}
      """;

  /** A link that says what the test wants of a sample. */
  private static final class ScriptedLink implements GatewayLinkView {
    private Way way = Way.WAITING;
    private boolean up;

    @Override
    public List<LinkStatus> links() {
      return List.of(new LinkStatus("central", up, 0, up ? "" : "central does not answer", 0, 0, 100, 0, 0, 0, 0, 0, List.of(), 0, LinkFigures.NONE));
    }

    @Override
    public JournalStatus journal() {
      throw new UnsupportedOperationException("not asked");
    }

    @Override
    public long backlogRecords() {
      return way == Way.CONFIRMED ? 0 : 3;
    }

    @Override
    public long oldestBacklogNs() {
      return SiteBench.START;
    }

    @Override
    public Whereabouts whereabouts(int identity, long sourceNs, long gatewayNs) {
      return new Whereabouts(way, identity % 2 == 0 ? StreamId.EVENTS : StreamId.MEASUREMENTS, 40 + identity);
    }

    @Override
    public double journalHoursLeft() {
      return 1;
    }

    @Override
    public long lastDeliveredNs() {
      return 0;
    }

    @Override
    public long samplesJournalled() {
      return 0;
    }

    @Override
    public double bytesPerSample() {
      return 3;
    }
  }

  @Test
  void everyDropAndChangeIsExplained() throws Exception {
    ScriptedLink link = new ScriptedLink();
    try (SiteBench bench = SiteBench.of(SITE)) {
      Views views = new Views(bench.clock);
      views.engine(bench.view());
      views.link(link);
      try (Console console = Console.start("127.0.0.1:0", "gateway", views)) {
        Session session = new Session(bench, console.address().getPort());
        play(session, bench, link);
        String expected = Files.readString(FilterSets.ROOT.resolve("test/filters/src/test/resources/explain-session.txt"));
        assertThat(session.transcript.toString().lines().toList()).containsExactlyElementsOf(expected.lines().toList());
      }
    }
  }

  private static void play(Session session, SiteBench bench, ScriptedLink link) throws Exception {
    session.explain("nothing has happened", "ia", "door", "sum");
    bench.poll("ia", 1_234);
    session.explain("first reading, the link is down", "ia");
    link.up = true;
    link.way = GatewayLinkView.Way.SENT;
    session.explain("the link is up, the record is on its way", "ia");
    link.way = GatewayLinkView.Way.CONFIRMED;
    session.explain("central has confirmed it", "ia");
    bench.after(1_000);
    bench.poll("ia", 1_240);
    session.explain("a reading inside the dead-band", "ia");
    bench.after(1_000);
    bench.poll("ia", 1_300);
    session.explain("a reading beyond it", "ia");
    session.explain("one of two points was read", "sum");
    bench.poll("inner", 5);
    session.explain("both were read", "sum", "inner");
    bench.poll("door", 1);
    session.explain("a status is polled", "door");
    bench.after(1_000);
    bench.poll("door", 1);
    session.explain("it says the same", "door");
    bench.after(1_000);
    bench.poll("door", 0);
    session.explain("it has changed", "door");
    bench.poll("slow", 0);
    bench.after(1_000);
    bench.poll("slow", 1);
    session.explain("a change that has to last 5 s", "slow");
    bench.after(6_000);
    session.explain("it has lasted", "slow");
    bench.poll("rare", 7);
    bench.after(1_000);
    bench.poll("rare", 8);
    session.explain("the budget of the hour is spent", "rare");
    bench.after(3_600_000);
    session.explain("an hour later", "rare");
    bench.poll("u", 65_535);
    session.explain("the device says that it has no value", "u");
    bench.state(DeviceState.LOST, "no answer from unit 1 in 3 tries");
    session.explain("the device is lost", "ia");
    bench.state(DeviceState.OK, "");
    bench.poll("ia", 1_300);
    session.explain("it answers again, with the value of before", "ia");
  }

  private static final class Session {
    private final SiteBench bench;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private final StringBuilder transcript = new StringBuilder();

    Session(SiteBench bench, int port) {
      this.bench = bench;
      this.port = port;
    }

    void explain(String what, String... points) throws Exception {
      bench.view();
      transcript.append("# ").append(what).append('\n');
      for (String point : points) {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/explain?point=D-it/" + point))
            .build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ((List<?>) JsonReader.object(answer.body()).getOrDefault("lines", List.of())).forEach(line -> transcript.append(line).append('\n'));
      }
    }
  }
}
