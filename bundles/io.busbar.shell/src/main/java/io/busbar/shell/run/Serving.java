package io.busbar.shell.run;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Address;
import io.busbar.shell.words.Task;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What both processes do once their components are configured: wait for the page, say that they run and what is open, and stay. */
final class Serving {
  private static final Duration PAGE_WITHIN = Duration.ofSeconds(20);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final long ATTEMPT_MS = 100;

  private final Address page;
  private final List<String> open = new ArrayList<>();

  /** A process with its page there. */
  Serving(Address page) {
    this.page = page;
    if (!page.isLoopback()) {
      open.add(page.toString());
    }
  }

  /**
   * Stays until the thread is interrupted.
   *
   * @param what what runs, and where
   */
  int stay(String what, PrintStream out, PrintStream err) throws InterruptedException {
    out.println(what + (isShown() ? ", page " + page.page() : "; its page does not answer at " + page + " yet, see the log")
        + "  (Ctrl-C ends it)");
    out.flush();
    open.forEach(each -> err.println("WARNING: " + each + " can be reached from the network, without encryption or password."));
    err.flush();
    new CountDownLatch(1).await();
    return Task.DONE;
  }

  /** Whether the page there is this process's own: another program may have taken the port in the meantime. */
  private boolean isShown() throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request = HttpRequest.newBuilder(URI.create(page.page() + "api/status")).timeout(ANSWER_WITHIN).GET().build();
    long waitedMs = 0;
    while (waitedMs < PAGE_WITHIN.toMillis()) {
      try {
        double pid = Json.number(Json.object(client.send(request, BodyHandlers.ofString()).body()), "pid");
        return (long) pid == ProcessHandle.current().pid();
      } catch (HttpTimeoutException expected) {
        waitedMs += ANSWER_WITHIN.toMillis();
      } catch (IOException expected) {
        waitedMs += ATTEMPT_MS;
        Thread.sleep(ATTEMPT_MS); // not yet: a closed port of this machine refuses at once
      } catch (IllegalArgumentException expected) {
        return false; // what answers is no page of ours
      }
    }
    return false;
  }
}
