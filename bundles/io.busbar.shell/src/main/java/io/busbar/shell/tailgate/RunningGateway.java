package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.CannotDo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that runs on this machine, spoken to over its page's address. Each call blocks at most {@link #ANSWER_WITHIN}.
 *
 * @param page {@code host:port} of its page
 * @param pid its process
 * @param site its site folder
 */
record RunningGateway(String page, long pid, String site) {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(40);

  /** Gets an object. */
  Map<String, @Nullable Object> get(String path) throws CannotDo, InterruptedException {
    return object(send(request(path).timeout(ANSWER_WITHIN).GET().build()));
  }

  /** Posts an object and gets one. */
  Map<String, @Nullable Object> post(String path, String json) throws CannotDo, InterruptedException {
    return object(send(request(path).timeout(ANSWER_WITHIN).header("X-Busbar", "1").header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json)).build()));
  }

  /** Hands on the data lines of a stream of server-sent events until it ends or the thread is interrupted. */
  void follow(String path, Consumer<String> lines) throws CannotDo, InterruptedException {
    HttpResponse<InputStream> response;
    try {
      response = client().send(request(path).header("Accept", "text/event-stream").GET().build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw gone(e);
    }
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      if (response.statusCode() != 200) {
        throw new CannotDo(String.valueOf(reader.readLine()));
      }
      for (String line = reader.readLine(); line != null && !Thread.currentThread().isInterrupted(); line = reader.readLine()) {
        if (line.startsWith("data:")) {
          lines.accept(line.substring(line.startsWith("data: ") ? 6 : 5));
        }
      }
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      throw gone(e);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + page.replaceFirst("^0\\.0\\.0\\.0:", "127.0.0.1:") + path));
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_WITHIN).build();
  }

  private HttpResponse<String> send(HttpRequest request) throws CannotDo, InterruptedException {
    try {
      HttpResponse<String> response = client().send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new CannotDo(response.body().strip());
      }
      return response;
    } catch (IOException e) {
      throw gone(e);
    }
  }

  private static Map<String, @Nullable Object> object(HttpResponse<String> response) throws CannotDo {
    try {
      return Json.object(response.body());
    } catch (IllegalArgumentException e) {
      throw new CannotDo("the gateway's answer is not understood (" + e.getMessage() + "). Is it of another version?", e);
    }
  }

  private CannotDo gone(IOException e) {
    return new CannotDo("the gateway (process " + pid + ") does not answer at " + page + " (" + e + "). See its log; restart it if it "
        + "hangs.", e);
  }

  /** What people may need to tell several apart. */
  static String describe(List<RunningGateway> gateways) {
    StringBuilder out = new StringBuilder();
    gateways.forEach(each -> out.append(out.isEmpty() ? "" : ", ").append(each.page()).append(" (").append(each.site()).append(')'));
    return out.toString();
  }
}
