package io.busbar.console.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param type content type
 * @param body content
 * @param cacheable whether a browser may keep it while the server runs
 */
public record Reply(int status, String type, Body body, boolean cacheable) {
  /** Content type of JSON. */
  public static final String JSON = "application/json; charset=utf-8";
  /** How long a content is that is not known before it is written. */
  public static final long UNKNOWN = -1;

  /** What an answer holds. */
  public interface Body extends AutoCloseable {
    /** Bytes, or {@link #UNKNOWN}. */
    long length();

    /** Writes it, once. */
    void writeTo(OutputStream out) throws IOException;

    /** Lets go of what it holds, also where it was never written. May be called again. */
    @Override
    default void close() {
      // Bytes hold nothing.
    }
  }

  /** Writes a content piece by piece. */
  @FunctionalInterface
  public interface Writer {
    /** Writes it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** A content that is there. */
  public static Body bytes(byte[] content) {
    return new Body() {
      @Override
      public long length() {
        return content.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(content);
      }
    };
  }

  /** A JSON answer. */
  public static Reply json(byte[] body) {
    return new Reply(200, JSON, bytes(body), false);
  }

  /**
   * A JSON answer that is long: it is never in memory as a whole.
   *
   * @param done called once when it was sent, or could not be
   */
  public static Reply longJson(Writer writer, Runnable done) {
    return new Reply(200, JSON, new Body() {
      private boolean closed;

      @Override
      public long length() {
        return UNKNOWN;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        writer.writeTo(out);
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          done.run();
        }
      }
    }, false);
  }

  /** A short text for people. */
  public static Reply text(int status, String text) {
    return new Reply(status, "text/plain; charset=utf-8", bytes((text + "\n").getBytes(StandardCharsets.UTF_8)), false);
  }
}
