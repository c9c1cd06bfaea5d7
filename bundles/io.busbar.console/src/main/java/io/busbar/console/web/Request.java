package io.busbar.console.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that has passed the guard.
 *
 * @param method GET or POST
 * @param path decoded path
 * @param parameters of the query, the last of each name
 * @param body of a POST, at most {@link WebServer#MAX_BODY_BYTES}, where files come {@link WebServer#MAX_UPLOAD_BYTES}
 * @param local whether it comes from this machine itself, past no proxy: from whoever has an account here
 */
public record Request(String method, String path, Map<String, String> parameters, String body, boolean local) {
  private static final int MAX_PARAMETERS = 32;

  /** A parameter is not the number that it has to be; the message is for whoever asked. */
  public static final class WrongNumber extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongNumber(String message) {
      super(message);
    }
  }

  /** Copies the map. */
  public Request {
    parameters = Map.copyOf(parameters);
  }

  /** Reads a query; what is not well-formed is left out. */
  static Map<String, String> parse(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : query.split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0 && parameters.size() < MAX_PARAMETERS) {
        try {
          parameters.put(URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
              URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException expected) {
          // A damaged escape: the parameter counts as not given.
        }
      }
    }
    return parameters;
  }

  /** A parameter, or the default. */
  public String text(String name, String defaultText) {
    return parameters.getOrDefault(name, defaultText);
  }

  /**
   * A parameter that is a number, at most {@code max}, or the default.
   *
   * @throws WrongNumber if it is no whole number from 0 on
   */
  public int number(String name, int defaultNumber, int max) {
    String text = text(name, Integer.toString(defaultNumber));
    if (!text.matches("[0-9]{1,9}")) {
      throw new WrongNumber(name + " is a whole number from 0 to " + max + ".");
    }
    return Math.min(max, Integer.parseInt(text));
  }
}
