package io.busbar.security.link;

import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.security.cipher.Hash;
import io.busbar.security.cipher.X25519;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Fresh key pairs, hedged: a pair follows from the machine's randomness <em>and</em> from our own private key, the number of
 * our starts (reserved on disk before it is used), the number of the pair, both clocks, and what the message will say. If
 * the machine has no randomness after power-up, a pair still is one of its kind and nobody outside can compute it.
 */
public final class Ephemerals {
  private static final byte[] LABEL = "busbar ephemeral".getBytes(StandardCharsets.US_ASCII);
  private static final int RANDOM_BYTES = 32;

  private final byte[] ownPrivate;
  private final long start;
  private final BusClock clock;
  private final RandomSource random;
  private long count;

  /**
   * Pairs of one start of one end.
   *
   * @param ownPrivate static private key
   * @param start number of this start, never used before as far as the disk remembers
   */
  public Ephemerals(byte[] ownPrivate, long start, BusClock clock, RandomSource random) {
    this.ownPrivate = ownPrivate.clone();
    this.start = start;
    this.clock = clock;
    this.random = random;
  }

  /** The next pair, for a message that says that. */
  synchronized X25519 next(byte[]... says) {
    ByteBuffer entropy = ByteBuffer.allocate(RANDOM_BYTES);
    while (entropy.hasRemaining()) {
      entropy.putLong(random.nextLong());
    }
    byte[] counters = ByteBuffer.allocate(4 * Long.BYTES).putLong(start).putLong(++count).putLong(clock.wallNs())
        .putLong(clock.monotonicNs()).array();
    byte[] key = Hash.hmac(ownPrivate, LABEL, entropy.array(), counters, Hash.sha256(says));
    X25519 pair = X25519.of(key);
    Arrays.fill(key, (byte) 0);
    return pair;
  }
}
