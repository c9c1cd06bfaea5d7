package io.busbar.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.journal.JournalStatus;
import io.busbar.api.link.LinkCondition;
import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.time.BusClock;
import io.busbar.api.view.CentralView;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.GatewayLinkView;
import io.busbar.api.view.PointRow;
import io.busbar.console.json.JsonReader;
import io.busbar.console.rest.Views;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the API says of a link, at the gateway and at central. */
class LinkDiagnosisTest {
  private static final LinkStatus LINK = new LinkStatus("central", true, 5, "", 0.3, 0.1, 620, 4_000_000, 220_000, 4_000, 3_000, 0.55,
      List.of(0L, 10L, 0L, 0L, 0L, 0L), 7, new LinkFigures("udp 10.9.0.5:20500", 9_600, true, List.of(0.0, 0.02, 0.0, 0.4, 0.1, 0.0), 0.05,
      8_000_000, "waiting for the window at 02:00", 9, 20_780, 12_000_000, "7KQ2-M04D"));

  private final Views views = new Views(new Clock());

  @Test
  void theGatewaysStatusHasEveryFigure() throws Exception {
    views.link(new Gateway());
    Map<?, ?> status = status("gateway");
    Map<?, ?> link = (Map<?, ?>) ((List<?>) status.get("links")).get(0);
    assertThat(text(link)).contains("lossOut=0.3", "lossIn=0.1", "roundTripMs=620", "airtimeByLane=[0", "way=udp 10.9.0.5:20500", "rate=9600",
        "rateLearned=true", "repairShare=0.05", "usedTodayBytes=1.2E7", "budgetLeftBytes=8000000", "bulkWaits=waiting for the window at 02:00",
        "encrypted=true", "peerKey=7KQ2-M04D", "lastReceivedNs=7");
    assertThat(text((Map<?, ?>) status.get("journal"))).contains("hoursLeft=6.5", "freeBytes=4.0E7", "writing=direct synchronous writes",
        "lastDeliveredNs=11", "bytesPerSample=3.4", "lastCommitNs=15", "deviceBytesPerDay=1.2E9");
    assertThat(text(status)).contains("budgetPerDay=2.0E7", "centralKey=7KQ2-M04D");
    assertThat(text((Map<?, ?>) ((List<?>) status.get("bearers")).get(1))).contains("inUse=false", "alive=false");
  }

  @Test
  void centralSaysWhatItSeesAndWhatTheGatewaySaysOfItsOwnEnd() throws Exception {
    views.central(new Central());
    Map<?, ?> row = (Map<?, ?>) ((List<?>) status("central").get("gateways")).get(0);
    assertThat(text((Map<?, ?>) row.get("link"))).contains("encrypted=true", "peerKey=7KQ2-M04D", "rate=9600");
    assertThat(text((Map<?, ?>) row.get("condition"))).contains("journalHoursLeft=6.5", "bytesPerSample=3.4", "budgetPerDay=2.0E7",
        "usedTodayBytes=1.2E7", "rate=9600", "rateLearned=true", "way=udp 10.20.0.5:20500", "atNs=13");
    Map<?, ?> silent = (Map<?, ?>) ((List<?>) status("central").get("gateways")).get(1);
    assertThat(silent.containsKey("condition")).isFalse();
  }

  private static String text(Map<?, ?> object) {
    return object.toString().replaceAll("=(-?[0-9]+)\\.0(?=[,}\\]])", "=$1");
  }

  private Map<?, ?> status(String role) throws Exception {
    try (Console console = Console.start("127.0.0.1:0", role, views)) {
      HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.address().getPort() + "/api/status")).build();
      Map<?, ?> status = JsonReader.object(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
      assertThat(status).isNotNull();
      return status;
    }
  }

  private static final class Clock implements BusClock {
    @Override
    public long wallNs() {
      return 20;
    }

    @Override
    public long monotonicNs() {
      return System.nanoTime();
    }
  }

  private static final class Gateway implements GatewayLinkView {
    @Override
    public List<LinkStatus> links() {
      return List.of(LINK);
    }

    @Override
    public List<BearerStatus> bearers() {
      return List.of(new BearerStatus("udp 10.9.0.5:20500", true, true, 7, 1, 0, 1, 0, ""),
          new BearerStatus("udp 10.20.0.5:20500", false, false, 0, 1, 0, 0, 0, ""));
    }

    @Override
    public JournalStatus journal() {
      return new JournalStatus(1, 2, 3, 4, "", "direct synchronous writes", 15, 1_200_000_000);
    }

    @Override
    public long journalFreeBytes() {
      return 40_000_000;
    }

    @Override
    public long budgetPerDay() {
      return 20_000_000;
    }

    @Override
    public String centralKey() {
      return "7KQ2-M04D";
    }

    @Override
    public long backlogRecords() {
      return 3;
    }

    @Override
    public long oldestBacklogNs() {
      return 10;
    }

    @Override
    public double journalHoursLeft() {
      return 6.5;
    }

    @Override
    public long lastDeliveredNs() {
      return 11;
    }

    @Override
    public long samplesJournalled() {
      return 12;
    }

    @Override
    public double bytesPerSample() {
      return 3.4;
    }
  }

  private static final class Central implements CentralView {
    @Override
    public List<GatewayRow> gateways() {
      return List.of(new GatewayRow("oak", LINK, 0, 1, 0, 1, 0, new LinkCondition(6.5, 3.4, 20_000_000, 12_000_000, 9_600, true,
          List.of(0.0, 0.02), "udp 10.20.0.5:20500"), 13), new GatewayRow("elm", LINK, 0, 1, 0, 1, 0, null, 0));
    }

    @Override
    public List<DeviceRow> devices(String gateway) {
      return List.of();
    }

    @Override
    public List<PointRow> points(String filter, int limit) {
      return List.of();
    }

    @Override
    public List<PointRow> events(int limit) {
      return List.of();
    }

    @Override
    public AutoCloseable subscribe(Consumer<List<PointRow>> changes) {
      return () -> { };
    }
  }
}
