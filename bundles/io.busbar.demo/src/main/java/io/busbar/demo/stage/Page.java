package io.busbar.demo.stage;

import io.busbar.demo.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks whether a page answers, and what it says. */
final class Page {
  private static final int TIMEOUT_MS = 3_000;

  private Page() {
  }

  /** Whether a GET of the address gives 200 within 3 s. Blocks. */
  static boolean answers(String address) {
    return text(address) != null;
  }

  /** The object that a GET of the address gives; empty if it gives none within 3 s. Blocks. */
  static Map<String, @Nullable Object> object(String address) {
    String text = text(address);
    try {
      return text == null ? Map.of() : JsonReader.object(text);
    } catch (IllegalArgumentException notJson) {
      return Map.of();
    }
  }

  private static @Nullable String text(String address) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MS);
      connection.setReadTimeout(TIMEOUT_MS);
      try {
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
          return null;
        }
        try (InputStream in = connection.getInputStream()) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return null;
    }
  }
}
