package io.busbar.test.browser;

import io.busbar.console.Console;
import io.busbar.console.rest.Views;
import java.io.IOException;

/** A console on a free port with scripted views. */
final class Pages implements AutoCloseable {
  final Views views = new Views(new WallClock());
  final ScriptedKeys keys;
  private final String role;
  private Console console;
  private int port;

  Pages(String role) throws IOException {
    this.role = role;
    this.keys = new ScriptedKeys(role);
    views.keys(keys);
    views.siteClock(new WallClock());
    start();
  }

  void start() throws IOException {
    console = Console.start("127.0.0.1:" + port, role, views);
    port = console.address().getPort();
  }

  void stop() {
    console.close();
  }

  String address() {
    return "http://127.0.0.1:" + port + "/";
  }

  @Override
  public void close() {
    console.close();
  }
}
