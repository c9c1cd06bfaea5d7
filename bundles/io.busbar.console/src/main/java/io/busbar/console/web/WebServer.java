package io.busbar.console.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Serves requests on a bounded pool of threads. */
public final class WebServer implements AutoCloseable {
  /** Longest body of a request. */
  public static final int MAX_BODY_BYTES = 16 << 10;
  /** Longest body of a request that brings files. */
  public static final int MAX_UPLOAD_BYTES = 16 << 20;
  /** Threads for requests; event streams have their own. */
  public static final int THREADS = 6;
  /** Requests that may wait for a thread; more are turned away. */
  public static final int MAX_WAITING = 64;

  private static final System.Logger LOG = System.getLogger("io.busbar.console");
  private static final int BACKLOG = 64;
  private static final int GZIP_FROM_BYTES = 2_048;

  /** So long a request may take to arrive, s; a connection that says nothing would keep its thread from all others. */
  static final int MAX_REQUEST_SECONDS = 20;

  static {
    // The server of the JDK takes this limit from nowhere else, once, when it is used first.
    System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(MAX_REQUEST_SECONDS));
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Guard guard;
  private final Set<String> uploads;
  private final Handler handler;

  /** Answers requests. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers; null if the exchange was handed to a stream, which then closes it.
     *
     * @param exchange for streams only
     */
    @Nullable Reply handle(Request request, HttpExchange exchange) throws IOException;
  }

  /**
   * Binds and starts.
   *
   * @param uploads paths whose requests may have up to {@link #MAX_UPLOAD_BYTES}
   * @throws IOException with a message that names the address and the remedy
   */
  public WebServer(InetSocketAddress address, Guard guard, Set<String> uploads, Handler handler) throws IOException {
    this.uploads = Set.copyOf(uploads);
    this.guard = guard;
    this.handler = handler;
    if (address.isUnresolved()) {
      throw new IOException("the page's address " + address.getHostString() + " is unknown: give an address of this machine");
    }
    try {
      server = HttpServer.create(address, BACKLOG);
    } catch (BindException e) {
      throw new IOException("the page cannot be served at " + address.getHostString() + ":" + address.getPort() + ": "
          + e.getMessage() + ". Stop what uses the port, or give another --page", e);
    }
    AtomicInteger number = new AtomicInteger();
    threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING),
        task -> {
          Thread thread = new Thread(task, "busbar-console-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** The address that is bound. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void serve(HttpExchange exchange) {
    boolean handedOver = false;
    try {
      Reply reply = answer(exchange);
      if (reply == null) {
        handedOver = true;
      } else {
        try (Reply.Body body = reply.body()) {
          send(exchange, reply, body);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A browser went away: {0}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "The page " + exchange.getRequestURI().getPath() + " failed", e);
      sendFailure(exchange);
    } finally {
      if (!handedOver) {
        exchange.close();
      }
    }
  }

  private @Nullable Reply answer(HttpExchange exchange) throws IOException {
    Guard.bind(exchange.getResponseHeaders());
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD") && !method.equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD, POST");
      return Reply.text(405, "This server knows GET, HEAD and POST.");
    }
    String refusal = guard.refusal(method, exchange.getRequestHeaders());
    if (refusal != null) {
      return Reply.text(403, refusal);
    }
    int limit = uploads.contains(exchange.getRequestURI().getPath()) ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES;
    byte[] body = exchange.getRequestBody().readNBytes(limit + 1);
    if (body.length > limit) {
      return Reply.text(413, "A request has at most " + limit + " bytes.");
    }
    String query = exchange.getRequestURI().getRawQuery();
    return handler.handle(new Request(method.equals("POST") ? "POST" : "GET", exchange.getRequestURI().getPath(),
        Request.parse(query == null ? "" : query), new String(body, StandardCharsets.UTF_8),
        Guard.isLocal(exchange.getRemoteAddress(), exchange.getRequestHeaders())), exchange);
  }

  private static void send(HttpExchange exchange, Reply reply, Reply.Body body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.getResponseHeaders().set("Cache-Control", reply.cacheable() ? "no-cache" : "no-store");
    long length = body.length();
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    boolean zipped = (length == Reply.UNKNOWN || length >= GZIP_FROM_BYTES) && accepted != null && accepted.contains("gzip");
    if (zipped) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    // The JDK's server: 0 for a length that is not known, −1 for no content.
    exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : zipped || length == Reply.UNKNOWN ? 0 : length);
    // What the body holds is free before the client sees the end, and so before its next request.
    try (OutputStream out = zipped ? new GZIPOutputStream(exchange.getResponseBody()) : exchange.getResponseBody(); body) {
      body.writeTo(out);
    }
  }

  private static void sendFailure(HttpExchange exchange) {
    try {
      Reply reply = Reply.text(500, "An internal error; the log says more.");
      send(exchange, reply, reply.body());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "The answer could not be sent: {0}", e.getMessage());
    }
  }

  /** Stops at once; bounded in time. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "A thread of the console does not end.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
