package io.busbar.test.simulation;

import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.link.plain.PlainSecurity;
import io.busbar.security.cipher.X25519;
import io.busbar.security.link.Ephemerals;
import io.busbar.security.link.NoiseSecurity;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import java.util.List;

/** Keys of both ends, which outlive every crash; or none. */
final class LinkKeys {
  private final SimRandom random;
  private final boolean plain;
  private final byte[] gateway;
  private final byte[] central;
  private final byte[] secret;
  private final X25519 gatewayPair;
  private final X25519 centralPair;
  private long starts;

  LinkKeys(SimRandom random, boolean plain) {
    this.random = random;
    this.plain = plain;
    this.gateway = random.bytes(X25519.BYTES);
    this.central = random.bytes(X25519.BYTES);
    this.secret = random.bytes(X25519.BYTES);
    this.gatewayPair = X25519.of(gateway);
    this.centralPair = X25519.of(central);
  }

  LinkSecurity gateway(SimClock clock) {
    return plain ? new PlainSecurity(random) : NoiseSecurity.dialling(gatewayPair, new Ephemerals(gateway, ++starts, clock, random),
        centralPair.publicKey(), secret);
  }

  LinkSecurity central(SimClock clock) {
    return plain ? new PlainSecurity(random) : NoiseSecurity.waiting(centralPair, new Ephemerals(central, ++starts, clock, random),
        List.of(secret), (key, name, proven) -> LinkRefusal.NONE);
  }
}
