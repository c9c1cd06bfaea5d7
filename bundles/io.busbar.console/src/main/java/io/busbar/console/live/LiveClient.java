package io.busbar.console.live;

import com.sun.net.httpserver.HttpExchange;
import io.busbar.api.time.BusClock;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One browser that listens. */
final class LiveClient {
  /** Frames that may wait for a browser. */
  static final int MAX_FRAMES = 256;
  /** Bytes that may wait for a browser. */
  static final int MAX_BYTES = 8 << 20;
  /** How often a pump is asked that had nothing, ms. */
  static final int PUMP_MS = 100;

  private static final System.Logger LOG = System.getLogger("io.busbar.console");

  private final HttpExchange exchange;
  private final BusClock clock;
  private final @Nullable Pump pump;
  private final Runnable onEnd;
  private final Thread thread;
  private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(MAX_FRAMES);
  private final AtomicInteger queuedBytes = new AtomicInteger();
  private volatile long writingSinceNs = Long.MAX_VALUE;
  private volatile boolean ended;

  LiveClient(HttpExchange exchange, String name, BusClock clock, @Nullable Runnable onEnd) {
    this(exchange, name, clock, onEnd, null);
  }

  /**
   * A browser or tool that listens.
   *
   * @param onEnd called on its thread when it has ended
   * @param pump asked for frames on its thread, null without one
   */
  LiveClient(HttpExchange exchange, String name, BusClock clock, @Nullable Runnable onEnd, @Nullable Pump pump) {
    this.pump = pump;
    this.exchange = exchange;
    this.clock = clock;
    this.onEnd = onEnd == null ? () -> { } : onEnd;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** What a listener's own thread fetches, so that nobody else has to wait for it. */
  interface Pump {
    /** The next frame, or null if there is nothing now. */
    byte @Nullable [] next();

    /** Whether nothing more comes. */
    boolean hasEnded();
  }

  void start() {
    thread.start();
  }

  boolean hasEnded() {
    return ended;
  }

  /** Queues a frame; a browser that does not keep up is cut off. */
  void offer(byte[] frame) {
    if (queuedBytes.addAndGet(frame.length) > MAX_BYTES || !queue.offer(frame)) {
      end();
    }
  }

  /** Cuts off a browser that has not taken anything for that long. */
  void endIfStuck(long nowNs, long patienceNs) {
    if (nowNs - writingSinceNs > patienceNs) {
      end();
    }
  }

  void end() {
    ended = true;
    thread.interrupt();
    // Ends a write that is stuck as well.
    exchange.close();
  }

  private void write(OutputStream out, byte[] frame) throws IOException {
    writingSinceNs = clock.monotonicNs();
    out.write(frame);
    out.flush();
    writingSinceNs = Long.MAX_VALUE;
  }

  void join(long ms) throws InterruptedException {
    thread.join(ms);
  }

  private void run() {
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      while (!ended) {
        byte[] fetched = pump == null ? null : pump.next();
        if (fetched != null) {
          write(out, fetched);
        } else if (pump != null && pump.hasEnded()) {
          return;
        }
        byte[] frame = queue.poll(fetched != null ? 0 : pump == null ? 1_000 : PUMP_MS, TimeUnit.MILLISECONDS);
        if (frame != null) {
          queuedBytes.addAndGet(-frame.length);
          write(out, frame);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A browser went away: {0}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      exchange.close();
      onEnd.run();
    }
  }
}
