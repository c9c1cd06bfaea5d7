package io.busbar.security.link;

import io.busbar.api.link.LinkRecords;
import io.busbar.security.cipher.Fingerprint;
import io.busbar.security.cipher.Hash;
import io.busbar.security.noise.SessionKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Packets under AES-256-CCM. Each direction steps to a new key by itself, after 2²⁰ packets or an hour, as soon as the
 * peer is known to have a packet of the present one; the phase bit says so, and the number goes on counting. The receiver
 * follows when a packet of the next key is authentic, and keeps the last key for what is late.
 */
final class NoiseRecords implements LinkRecords {
  /** Packets under one key at most, unless the peer does not answer. */
  static final long REKEY_PACKETS = 1L << 20;
  /** Age of a key at most, unless the peer does not answer, ns. */
  static final long REKEY_NS = 3_600_000_000_000L;

  private static final int SHORT_TAG_BYTES = 8;
  private static final int LONG_TAG_BYTES = 16;

  private final long session;
  private final String peerKey;
  private final Direction out;
  private final Direction in;
  private PacketKey last = PacketKey.NONE;
  private PacketKey next = PacketKey.NONE;
  private long outSinceNs = Long.MIN_VALUE;
  private long lastSealed;

  /** One direction: its chain of secrets, the key of now, the first number under it. */
  private static final class Direction {
    byte[] secret;
    PacketKey key;
    int phase;
    long first = 1;

    Direction(byte[] secret) {
      this.secret = secret;
      this.key = new PacketKey(secret);
    }

    byte[] following() {
      return Hash.expand(secret, "busbar next", Hash.BYTES);
    }

    void step(byte[] newSecret, PacketKey newKey, long firstNumber) {
      Arrays.fill(secret, (byte) 0);
      secret = newSecret;
      key = newKey;
      phase ^= 1;
      first = firstNumber;
    }

    void forget() {
      Arrays.fill(secret, (byte) 0);
      key.forget();
    }
  }

  /**
   * With the keys of a handshake, which are this object's from now on.
   *
   * @param peer public key of the other end
   */
  NoiseRecords(SessionKeys keys, boolean dials, byte[] peer) {
    this.peerKey = Fingerprint.of(peer);
    this.session = ByteBuffer.wrap(keys.hash()).getLong();
    this.out = new Direction(dials ? keys.dialler() : keys.waiter());
    this.in = new Direction(dials ? keys.waiter() : keys.dialler());
  }

  @Override
  public long session() {
    return session;
  }

  @Override
  public String peerKey() {
    return peerKey;
  }

  @Override
  public int tagBytes(boolean longTag) {
    return longTag ? LONG_TAG_BYTES : SHORT_TAG_BYTES;
  }

  @Override
  public int phase(long number, long acknowledged, long nowNs) {
    if (outSinceNs == Long.MIN_VALUE) {
      outSinceNs = nowNs;
    }
    boolean due = number - out.first >= REKEY_PACKETS || nowNs - outSinceNs >= REKEY_NS;
    if (due && acknowledged >= out.first) {
      byte[] secret = out.following();
      out.key.forget();
      out.step(secret, new PacketKey(secret), number);
      outSinceNs = nowNs;
    }
    return out.phase;
  }

  @Override
  public int seal(byte[] packet, int header, int length, long number, boolean longTag) {
    if (number <= lastSealed) {
      throw new IllegalStateException("packet " + number + " after " + lastSealed + ": a number is never sealed twice");
    }
    lastSealed = number;
    return out.key.seal(packet, header, length, number, tagBytes(longTag));
  }

  @Override
  public int open(byte[] packet, int header, int length, long number, int phase, boolean longTag) {
    int tag = tagBytes(longTag);
    if (phase == in.phase) {
      int end = in.key.open(packet, header, length, number, tag);
      if (end >= 0) {
        in.first = Math.min(in.first, number);
      }
      return end;
    }
    if (number < in.first) {
      return last.open(packet, header, length, number, tag);
    }
    if (next == PacketKey.NONE) {
      next = new PacketKey(in.following());
    }
    int end = next.open(packet, header, length, number, tag);
    if (end >= 0) {
      last.forget();
      last = in.key;
      in.step(in.following(), next, number);
      next = PacketKey.NONE;
    }
    return end;
  }

  @Override
  public void forget() {
    out.forget();
    in.forget();
    last.forget();
    next.forget();
  }
}
