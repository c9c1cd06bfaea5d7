package io.busbar.demo.stage;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Looks whether a page answers. */
final class Page {
  private static final int TIMEOUT_MS = 3_000;

  private Page() {
  }

  /** Whether a GET of the address gives 200 within 3 s. Blocks. */
  static boolean answers(String address) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MS);
      connection.setReadTimeout(TIMEOUT_MS);
      boolean good = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      connection.disconnect();
      return good;
    } catch (IOException e) {
      return false;
    }
  }
}
