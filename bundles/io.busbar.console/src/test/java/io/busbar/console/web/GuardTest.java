package io.busbar.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardTest {
  private final Guard guard = new Guard(Set.of("gateway.oak-street.example"));

  @Test
  void takesAddressesLocalhostAndConfiguredNamesOnly() {
    for (String host : new String[] {"127.0.0.1:8080", "localhost", "LOCALHOST:1", "10.1.2.3", "[::1]:8080",
        "gateway.oak-street.example:8080"}) {
      assertThat(guard.refusal("GET", headers("Host", host))).as(host).isNull();
    }
    for (String host : new String[] {"evil.example", "127.0.0.1.evil.example:8080", "localhost.evil.example", "", "[evil]:1"}) {
      assertThat(guard.refusal("GET", headers("Host", host))).as(host).contains("names");
    }
    assertThat(guard.refusal("GET", new Headers())).isNotNull();
    assertThat(guard.refusal("GET", headers("Host", "localhost", "Host", "evil.example"))).isNotNull();
  }

  @Test
  void refusesPagesOfOtherServers() {
    assertThat(guard.refusal("GET", headers("Host", "127.0.0.1:80", "Origin", "http://evil.example"))).isNotNull();
    assertThat(guard.refusal("GET", headers("Host", "127.0.0.1:80", "Origin", "http://127.0.0.1:80"))).isNull();
    assertThat(guard.refusal("GET", headers("Host", "127.0.0.1:80", "Origin", "http://127.0.0.1:81"))).isNotNull();
  }

  @Test
  void whatDoesSomethingNeedsAHeaderThatNoFormSends() {
    assertThat(guard.refusal("POST", headers("Host", "localhost"))).contains("X-Busbar");
    assertThat(guard.refusal("POST", headers("Host", "localhost", "X-Busbar", "1"))).isNull();
  }

  @Test
  void onlyARequestOfThisMachineItselfPastNoProxyIsLocal() throws Exception {
    InetSocketAddress here = new InetSocketAddress("127.0.0.1", 40_000);
    InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 1, 2, 3}), 40_000);
    assertThat(Guard.isLocal(here, headers("Host", "127.0.0.1:8090"))).isTrue();
    assertThat(Guard.isLocal(here, headers("Host", "localhost:8090"))).isTrue();
    assertThat(Guard.isLocal(new InetSocketAddress("::1", 40_000), headers("Host", "[::1]:8090"))).isTrue();
    assertThat(Guard.isLocal(elsewhere, headers("Host", "127.0.0.1:8090"))).isFalse();
    assertThat(Guard.isLocal(here, headers("Host", "10.1.2.3:8090"))).as("asked for by the name of another address").isFalse();
    assertThat(Guard.isLocal(here, headers("Host", "central.example"))).isFalse();
    for (String proxy : new String[] {"X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"}) {
      assertThat(Guard.isLocal(here, headers("Host", "localhost", proxy, "10.1.2.3"))).as(proxy).isFalse();
    }
    assertThat(Guard.isLocal(null, headers("Host", "localhost"))).isFalse();
    assertThat(Guard.isLocal(here, new Headers())).isFalse();
  }

  private static Headers headers(String... namesAndValues) {
    Headers headers = new Headers();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }
}
