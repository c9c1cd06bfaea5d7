package io.busbar.link.session;

import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.security.cipher.X25519;
import io.busbar.security.link.Ephemerals;
import io.busbar.security.link.NoiseSecurity;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import java.util.List;

/** Keys of a gateway and a central that know each other. */
final class Keys {
  private final SimClock clock;
  private final SimRandom random;
  private final byte[] gatewayKey;
  private final byte[] centralKey;
  final byte[] secret;
  /** Why the gateway is not let in, or empty. */
  String refusal = "";
  long starts;

  Keys(SimClock clock, SimRandom random) {
    this.clock = clock;
    this.random = random;
    this.gatewayKey = random.bytes(X25519.BYTES);
    this.centralKey = random.bytes(X25519.BYTES);
    this.secret = random.bytes(32);
  }

  LinkSecurity gateway() {
    return NoiseSecurity.dialling(X25519.of(gatewayKey), new Ephemerals(gatewayKey, ++starts, clock, random), X25519.of(centralKey).publicKey(),
        secret);
  }

  LinkSecurity central() {
    return NoiseSecurity.waiting(X25519.of(centralKey), new Ephemerals(centralKey, ++starts, clock, random), List.of(secret),
        (key, name, proven) -> refusal.isEmpty() ? LinkRefusal.NONE : new LinkRefusal(LinkRefusal.Kind.NOT_ACCEPTED, refusal));
  }
}
