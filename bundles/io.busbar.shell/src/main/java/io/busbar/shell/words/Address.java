package io.busbar.shell.words;

/**
 * A host and a port.
 *
 * @param host name or address
 * @param port 0…65,535; 0 lets the system choose
 */
public record Address(String host, int port) {
  /** Reads {@code HOST:PORT}; a port alone is on this machine only. */
  public static Address parse(String option, String text) throws WrongUsage {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535 || host.isBlank()) {
      throw new WrongUsage(option + " is HOST:PORT with a port up to 65535, for example 127.0.0.1:8080, not \"" + text + "\".");
    }
    return new Address(host, Integer.parseInt(port));
  }

  /** Whether only programs of this machine reach it. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]") || host.equals("::1");
  }

  /** The page there, for a browser on this machine. */
  public String page() {
    String reached = host.equals("0.0.0.0") || host.equals("*") ? "127.0.0.1" : host;
    return "http://" + reached + ":" + port + "/";
  }

  /** {@code 127.0.0.1:8080}. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
