package io.busbar.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkKeys;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.time.BusClock;
import io.busbar.console.rest.Views;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys over HTTP: who may see what, and who may decide. */
class KeyApiTest {
  private static final String PRINT = "7KQ2-M04D-YYX9-1P3C-E8RT";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Keys keys = new Keys();
  private final Views views = new Views(new Clock());
  private Console console;

  private void start(String role) throws IOException {
    views.keys(keys);
    console = Console.start("127.0.0.1:0", role, views);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void centralListsPeersAndKeepsItsSecretLineToItself() throws Exception {
    start("central");
    assertThat(get("/api/keys")).contains("\"fingerprint\":\"OWN\"", "\"mayDecide\":true", "\"name\":\"oak-street\"",
        "\"standing\":\"WAITING\"", PRINT)
        .doesNotContain("busbar1:");
    assertThat(get("/api/keys/line")).contains("There is nothing");
    assertThat(post("/api/keys/line", "{}").body()).contains("busbar1:SECRET", "svg");
    assertThat(get("/api/status")).doesNotContain("busbar1:");
  }

  @Test
  void centralSaysThatTracesAndTapsAreAtTheGateway() throws Exception {
    start("central");
    for (String path : List.of("/api/trace?device=FDR-07", "/api/tap?point=FDR-07/ia")) {
      HttpResponse<String> reply = client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(reply.statusCode()).as(path).isEqualTo(404);
      assertThat(reply.body()).contains("this is central", "the page of the gateway");
    }
  }

  @Test
  void decisionsAreCarriedOutAndMistakesSaidWithTheRemedy() throws Exception {
    start("central");
    assertThat(post("/api/keys/accept", "{\"fingerprint\":\"" + PRINT + "\"}").statusCode()).isEqualTo(200);
    assertThat(post("/api/keys/refuse", "{\"fingerprint\":\"" + PRINT + "\"}").statusCode()).isEqualTo(200);
    assertThat(post("/api/keys/revoke", "{\"name\":\"oak-street\"}").statusCode()).isEqualTo(200);
    assertThat(keys.done).containsExactly("accept " + PRINT, "refuse " + PRINT, "revoke oak-street");
    HttpResponse<String> wrong = post("/api/keys/revoke", "{\"name\":\"elm\"}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).startsWith("No key of elm is accepted.");
    assertThat(post("/api/keys/accept", "{\"name\":1}").body()).contains("{\"fingerprint\": \"…\"}");
    assertThat(post("/api/keys/accept", "x").statusCode()).isEqualTo(400);
    assertThat(post("/api/keys/other", "{}").statusCode()).isEqualTo(404);
    keys.broken = true;
    assertThat(post("/api/keys/revoke", "{\"name\":\"oak-street\"}").statusCode()).isEqualTo(503);
  }

  @Test
  void nobodyFromElsewhereDecides() throws Exception {
    start("central");
    for (String path : List.of("accept", "refuse", "revoke", "line")) {
      HttpRequest request = HttpRequest.newBuilder(uri("/api/keys/" + path)).header("X-Busbar", "1").header("X-Forwarded-For", "10.1.2.3")
          .POST(HttpRequest.BodyPublishers.ofString("{\"fingerprint\":\"" + PRINT + "\",\"name\":\"oak-street\"}")).build();
      HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(reply.statusCode()).isEqualTo(403);
      assertThat(reply.body()).contains("busbar key accept").doesNotContain("busbar1:");
    }
    HttpRequest bare = HttpRequest.newBuilder(uri("/api/keys/accept")).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
    assertThat(client.send(bare, HttpResponse.BodyHandlers.ofString()).statusCode()).as("without X-Busbar").isEqualTo(403);
    assertThat(keys.done).isEmpty();
    HttpRequest looks = HttpRequest.newBuilder(uri("/api/keys")).header("X-Forwarded-For", "10.1.2.3").build();
    assertThat(client.send(looks, HttpResponse.BodyHandlers.ofString()).body()).contains("\"mayDecide\":false");
  }

  @Test
  void aGatewayShowsItsOwnLineAndDecidesNothing() throws Exception {
    start("gateway");
    assertThat(get("/api/keys")).contains("busbar1-gateway:PUBLIC", "svg", "\"mayDecide\":false");
    assertThat(post("/api/keys/accept", "{\"fingerprint\":\"" + PRINT + "\"}").statusCode()).isEqualTo(404);
    views.keys(null);
    assertThat(get("/api/keys")).contains("is not running");
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + console.address().getPort() + path);
  }

  private String get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).header("X-Busbar", "1").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static final class Clock implements BusClock {
    @Override
    public long wallNs() {
      return System.currentTimeMillis() * 1_000_000L;
    }

    @Override
    public long monotonicNs() {
      return System.nanoTime();
    }
  }

  private static final class Keys implements LinkKeys {
    final List<String> done = new ArrayList<>();
    boolean broken;

    @Override
    public LinkSecurity dialling(String line) {
      throw new UnsupportedOperationException("not for pages");
    }

    @Override
    public LinkSecurity waiting(boolean plainToo) {
      throw new UnsupportedOperationException("not for pages");
    }

    @Override
    public String line() {
      return "busbar1:SECRET";
    }

    @Override
    public String ownLine() {
      return "busbar1-gateway:PUBLIC";
    }

    @Override
    public String qrCode(String text) {
      return "<svg>";
    }

    @Override
    public String fingerprint() {
      return "OWN";
    }

    @Override
    public List<KnownPeer> peers() {
      return List.of(new KnownPeer("oak-street", PRINT, Standing.WAITING, 5));
    }

    @Override
    public void accept(String fingerprint) {
      done.add("accept " + fingerprint);
    }

    @Override
    public void refuse(String fingerprint) {
      done.add("refuse " + fingerprint);
    }

    @Override
    public void revoke(String name) throws IOException {
      if (broken) {
        throw new IOException("the disk is full");
      }
      if (!name.equals("oak-street")) {
        throw new IllegalArgumentException("no key of " + name + " is accepted");
      }
      done.add("revoke " + name);
    }
  }
}
