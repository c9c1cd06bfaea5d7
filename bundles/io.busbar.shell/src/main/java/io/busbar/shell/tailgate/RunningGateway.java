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
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
 * @param pid its process; 0 if not known
 * @param folder its site folder; empty if not known
 * @param name the site's name, as its page says it; empty if not known yet
 */
record RunningGateway(String page, long pid, String folder, String name) {
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(40);

  /** A gateway that starts, or runs on slow hardware under load, may take its time; where none listens, the machine says so at once. */
  private static final Duration PROBED_WITHIN = Duration.ofSeconds(20);

  /** How it calls itself to people: name, folder and page, as far as they are known. */
  String title() {
    String called = name.isEmpty() ? "gateway" : name;
    return called + (folder.isEmpty() ? "" : " (" + folder + ")") + ", page http://" + page + "/";
  }

  /** What its page says of itself, asked for with little patience. */
  Map<String, @Nullable Object> probe() throws CannotDo, InterruptedException {
    return object(send(request("/api/status").timeout(PROBED_WITHIN).GET().build()));
  }

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
   * @param seconds ends so long after its beginning; 0 for when the stream ends or the thread is interrupted
   * @return whether the time was up; false if the gateway ended the stream
   */
  boolean follow(String path, Consumer<String> lines, long seconds) throws CannotDo, InterruptedException {
    EventLines subscriber = new EventLines(lines);
    CompletableFuture<HttpResponse<String>> sent = client().sendAsync(request(path).header("Accept", "text/event-stream").GET().build(),
        info -> info.statusCode() == 200 ? BodySubscribers.fromLineSubscriber(subscriber, done -> "", StandardCharsets.UTF_8, null)
            : BodySubscribers.ofString(StandardCharsets.UTF_8));
    try {
      if (seconds > 0) {
        // How long it takes to be answered is not taken from what was asked for.
        CompletableFuture.anyOf(sent, subscriber.beginning()).get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
      }
      HttpResponse<String> response = seconds == 0 ? sent.get() : sent.get(seconds, TimeUnit.SECONDS);
      if (response.statusCode() != 200) {
        throw new CannotDo(response.body().strip());
      }
      return false;
    } catch (TimeoutException expected) {
      if (subscriber.hasBegun()) {
        return true;
      }
      throw gone(new HttpTimeoutException("no beginning"));
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
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER_WITHIN).build();
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
    return new CannotDo(pid == 0 ? "no gateway answers at " + page + " (" + reason(e) + "). Look at the address that it printed when it "
        + "started; \"busbar status\" without --page finds it." : silence() + " (" + reason(e) + "). If it was started just now, wait a "
        + "moment; else see its log, and restart it.", e);
  }

  /** That it does not answer, without why. */
  String silence() {
    return "the gateway " + (folder.isEmpty() ? "" : "of " + folder + " ") + "(process " + pid + ") does not answer at " + page;
  }

  private static String reason(Throwable e) {
    return e instanceof java.net.ConnectException ? "connection refused"
        : e instanceof HttpTimeoutException ? "no answer in time" : e.toString();
  }
}
