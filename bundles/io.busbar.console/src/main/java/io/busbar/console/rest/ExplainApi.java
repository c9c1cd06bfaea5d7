package io.busbar.console.rest;

import io.busbar.api.view.EngineView;
import io.busbar.api.view.FlowTaps;
import io.busbar.console.json.Json;
import io.busbar.console.web.Reply;
import io.busbar.console.web.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /api/explain?point=DEVICE/POINT}: why a point was, or was not, reported. With {@code wait=SECONDS} it also watches the
 * next reading on its way. Any thread; blocks for the wait.
 */
final class ExplainApi {
  private static final int MAX_WAIT_S = 30;
  private static final int MAX_HEARD = 64;
  /** How long after the reading results are looked for. */
  private static final long AFTERWARDS_NS = 500_000_000;
  private static final long LOOK_MS = 50;

  private final Views views;

  ExplainApi(Views views) {
    this.views = views;
  }

  Reply answer(Request request) {
    EngineView engine = views.engine();
    if (engine == null) {
      return Reply.text(503, "The engine is not running.");
    }
    String point = request.text("point", "");
    int slash = point.lastIndexOf('/');
    if (slash < 1) {
      return Reply.text(400, "Say which point: ?point=DEVICE/POINT.");
    }
    int wait = request.text("wait", "").isEmpty() ? 0 : request.number("wait", 1, MAX_WAIT_S);
    try {
      Explanation explanation = new Explanation(point, engine.fate(point.substring(0, slash), point.substring(slash + 1)), views.link());
      if (wait > 0) {
        watch(point.substring(0, slash), point.substring(slash + 1), wait, explanation);
      }
      return Reply.json(Json.object(json -> json.put("point", point).put("reported", explanation.isReported()).texts("lines", explanation.lines())));
    } catch (IllegalArgumentException unknown) {
      return Reply.text(404, String.valueOf(unknown.getMessage()));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return Reply.text(503, "The gateway is being stopped.");
    }
  }

  private void watch(String device, String point, int seconds, Explanation explanation) throws InterruptedException {
    FlowTaps taps = views.taps();
    if (taps == null) {
      return;
    }
    Semaphore heard = new Semaphore(0);
    List<FlowTaps.Sample> samples = new ArrayList<>();
    try (FlowTaps.Tap tap = taps.open(FlowTaps.Place.of(device, point, ""), heard::release)) {
      long until = views.clock().monotonicNs() + TimeUnit.SECONDS.toNanos(seconds);
      while (views.clock().monotonicNs() < until && samples.size() < MAX_HEARD && tap.ended().isEmpty()) {
        boolean before = samples.isEmpty();
        for (FlowTaps.Sample next = tap.poll(); next != null && samples.size() < MAX_HEARD; next = tap.poll()) {
          if (isOfTheFirst(samples, next)) {
            samples.add(next);
          }
        }
        if (before && !samples.isEmpty()) {
          until = Math.min(until, views.clock().monotonicNs() + AFTERWARDS_NS);
        }
        heard.tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS);
        heard.drainPermits();
      }
      explanation.next(tap.nodes(), samples);
    }
  }

  /** One reading is watched: the first, and what its nodes give until the next one comes. */
  private static boolean isOfTheFirst(List<FlowTaps.Sample> samples, FlowTaps.Sample next) {
    return !next.node().startsWith(FlowTaps.RAW) ? !samples.isEmpty()
        : samples.stream().noneMatch(sample -> sample.node().equals(next.node()) || !sample.node().startsWith(FlowTaps.RAW));
  }
}
