package io.busbar.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Connections that begin a request and say nothing more. */
class SilentConnectionsTest {
  @Test
  void keepThePageFromOthersForAWhileOnly() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    List<Socket> silent = new ArrayList<>();
    try (WebServer server = new WebServer(new InetSocketAddress(loopback, 0), new Guard(Set.of()), Set.of(),
        (request, exchange) -> Reply.text(200, "here"))) {
      int port = server.address().getPort();
      String start = "POST /api/plan HTTP/1.1\r\nHost: localhost\r\nX-Busbar: 1\r\nContent-Length: 1000\r\n\r\n{";
      for (int i = 0; i < WebServer.THREADS; i++) {
        silent.add(begin(loopback, port, "GET / HTTP/1.1\r\nHo"));
        silent.add(begin(loopback, port, start));
      }
      HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
          .timeout(Duration.ofMinutes(5)).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).startsWith("here");
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static Socket begin(InetAddress host, int port, String text) throws IOException {
    Socket socket = new Socket(host, port);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
