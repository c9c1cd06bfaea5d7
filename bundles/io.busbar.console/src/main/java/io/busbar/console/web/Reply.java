package io.busbar.console.web;

import java.nio.charset.StandardCharsets;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param type content type
 * @param body content
 * @param cacheable whether a browser may keep it while the server runs
 */
public record Reply(int status, String type, byte[] body, boolean cacheable) {
  /** Content type of JSON. */
  public static final String JSON = "application/json; charset=utf-8";

  /** A JSON answer. */
  public static Reply json(byte[] body) {
    return new Reply(200, JSON, body, false);
  }

  /** A short text for people. */
  public static Reply text(int status, String text) {
    return new Reply(status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8), false);
  }
}
