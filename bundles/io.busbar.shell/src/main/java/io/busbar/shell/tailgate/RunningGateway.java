package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.CannotDo;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /**
   * Hands on the data lines of a stream of server-sent events, on a thread of the client.
   *
   * @param seconds ends after so long; 0 for when the stream ends or the thread is interrupted
   * @return whether the time was up; false if the gateway ended the stream
   */
  boolean follow(String path, Consumer<String> lines, long seconds) throws CannotDo, InterruptedException {
    EventLines subscriber = new EventLines(lines);
    CompletableFuture<HttpResponse<String>> sent = client().sendAsync(request(path).header("Accept", "text/event-stream").GET().build(),
        info -> info.statusCode() == 200 ? BodySubscribers.fromLineSubscriber(subscriber, done -> "", StandardCharsets.UTF_8, null)
            : BodySubscribers.ofString(StandardCharsets.UTF_8));
    try {
      HttpResponse<String> response = seconds == 0 ? sent.get() : sent.get(seconds, TimeUnit.SECONDS);
      if (response.statusCode() != 200) {
        throw new CannotDo(response.body().strip());
      }
      return false;
    } catch (TimeoutException expected) {
      return true;
    } catch (ExecutionException e) {
      if (subscriber.hasBegun()) {
        return false;
      }
      throw gone(e.getCause() == null ? e : e.getCause());
    } finally {
      subscriber.cancel();
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

  private CannotDo gone(Throwable e) {
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
