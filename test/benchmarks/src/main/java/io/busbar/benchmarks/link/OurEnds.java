package io.busbar.benchmarks.link;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.link.component.DatagramLinkFactory;
import io.busbar.security.cipher.X25519;
import io.busbar.security.link.Ephemerals;
import io.busbar.security.link.NoiseSecurity;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/** Opens an end of our link as the product does, encrypted, with keys that both ends of a run know. */
public final class OurEnds {
  private static final byte[] GATEWAY = filled(7);
  private static final byte[] CENTRAL = filled(11);
  private static final byte[] SECRET = filled(13);

  private OurEnds() {}

  private static byte[] filled(int value) {
    byte[] bytes = new byte[X25519.BYTES];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** Opens it; it does nothing until it is worked. */
  public static LinkEndpoint open(LinkConfig config, Bearer bearer, BusClock clock, LinkListener listener) {
    SecureRandom secure = new SecureRandom();
    RandomSource random = secure::nextLong;
    return new DatagramLinkFactory().open(config, security(config.dials(), clock, random), bearer, clock, random, listener);
  }

  /** How packets are protected in these runs, for the conditions. */
  public static String describe(BusClock clock) {
    return security(true, clock, new SecureRandom()::nextLong).describe();
  }

  private static LinkSecurity security(boolean dials, BusClock clock, RandomSource random) {
    if (dials) {
      return NoiseSecurity.dialling(X25519.of(GATEWAY), new Ephemerals(GATEWAY, clock.wallNs(), clock, random),
          X25519.of(CENTRAL).publicKey(), SECRET);
    }
    return NoiseSecurity.waiting(X25519.of(CENTRAL), new Ephemerals(CENTRAL, clock.wallNs(), clock, random), List.of(SECRET),
        (key, name, proven) -> LinkRefusal.NONE);
  }
}
