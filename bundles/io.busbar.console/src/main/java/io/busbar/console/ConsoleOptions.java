package io.busbar.console;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;

/**
 * Checked configuration of the console.
 *
 * @param host to listen at
 * @param port to listen at; 0 for any
 * @param gateway whether it is the gateway's page; else it is central's
 * @param names host names under which the page may be asked for
 */
record ConsoleOptions(String host, int port, boolean gateway, Set<String> names) {
  ConsoleOptions {
    names = Set.copyOf(names);
  }

  static ConsoleOptions of(String listen, String role, String... names) {
    int colon = listen.lastIndexOf(':');
    String port = colon < 0 ? "" : listen.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("io.busbar.console: listen is \"" + listen
          + "\", it has to be host:port, as 127.0.0.1:8080");
    }
    if (!role.equals("gateway") && !role.equals("central")) {
      throw new IllegalArgumentException("io.busbar.console: role is \"" + role + "\", it has to be gateway or central");
    }
    String host = listen.substring(0, colon);
    return new ConsoleOptions(host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(port), role.equals("gateway"),
        Set.of(java.util.Arrays.stream(names).map(name -> name.toLowerCase(Locale.ROOT)).distinct().toArray(String[]::new)));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  boolean isLoopback() {
    InetSocketAddress address = address();
    return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
  }
}
