package io.busbar.console.web;

import com.sun.net.httpserver.Headers;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which requests are served, and sets the headers that bind a browser. Stateless. */
public final class Guard {
  /** Header that a page of another origin cannot send without asking first. */
  public static final String INTENT_HEADER = "X-Busbar";

  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
      + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final List<String> PROXY_HEADERS = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private final Set<String> names;

  /** A guard that takes addresses, {@code localhost} and those names as the host. */
  public Guard(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /** Why a request is refused, for people; null if it is not. */
  public @Nullable String refusal(String method, Headers headers) {
    List<String> hosts = headers.get("Host");
    if (hosts == null || hosts.size() != 1 || !isOurs(hosts.get(0))) {
      return "This server answers to its address and to localhost. If a name shall work too, add it to the option"
          + " \"names\" of io.busbar.console.";
    }
    String origin = headers.getFirst("Origin");
    if (origin != null && !origin.equals("http://" + hosts.get(0)) && !origin.equals("https://" + hosts.get(0))) {
      return "Requests from pages of another server are refused.";
    }
    if (method.equals("POST") && headers.getFirst(INTENT_HEADER) == null) {
      return "A request that does something needs the header " + INTENT_HEADER + ": 1.";
    }
    return null;
  }

  /**
   * Whether a request was made on this machine: it comes over the loopback interface, was asked for under a name of it, and no proxy
   * says that it stands between. A tunnel that ends here counts as being here: its user has an account.
   */
  static boolean isLocal(@Nullable InetSocketAddress from, Headers headers) {
    String host = headers.getFirst("Host");
    String name = host == null ? "" : withoutPort(host.toLowerCase(Locale.ROOT));
    return from != null && from.getAddress() != null && from.getAddress().isLoopbackAddress()
        && (name.equals("localhost") || name.equals("[::1]") || (isAddress(name) && name.startsWith("127.")))
        && PROXY_HEADERS.stream().noneMatch(headers::containsKey);
  }

  private boolean isOurs(String host) {
    String name = withoutPort(host.toLowerCase(Locale.ROOT));
    return name.equals("localhost") || isAddress(name) || names.contains(name);
  }

  private static String withoutPort(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(0, end + 1);
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  /** An address cannot be rebound: only names are looked up. */
  private static boolean isAddress(String name) {
    return name.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || name.matches("\\[[0-9a-f:.%]+]");
  }

  /** Sets what every answer carries. */
  static void bind(Headers headers) {
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", "geolocation=(), camera=(), microphone=()");
  }
}
