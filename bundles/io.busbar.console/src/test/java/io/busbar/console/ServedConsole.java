package io.busbar.console;

import io.busbar.api.time.BusClock;
import io.busbar.console.rest.Views;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway's page on a port of its own, at 9 µs after the beginning of time, with what a test puts before it. */
abstract class ServedConsole {
  /** The header of one who means it. */
  static final String[] MEANT = {"X-Busbar", "1"};

  final Views views = new Views(new BusClock() {
    @Override
    public long wallNs() {
      return 9_000;
    }

    @Override
    public long monotonicNs() {
      return 9_000;
    }
  });
  private Console console;

  @BeforeEach
  final void startConsole() throws IOException {
    console = Console.start("127.0.0.1:0", "gateway", views);
  }

  @AfterEach
  final void stopConsole() {
    console.close();
  }

  /** Asks; with a body it is a POST. */
  final HttpResponse<String> ask(String path, @Nullable String body, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.address().getPort() + path));
    if (body != null) {
      request.POST(HttpRequest.BodyPublishers.ofString(body));
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
