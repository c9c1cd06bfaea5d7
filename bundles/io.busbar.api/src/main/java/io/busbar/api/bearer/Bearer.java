package io.busbar.api.bearer;

import java.nio.ByteBuffer;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends and receives datagrams without waiting. One thread.
 *
 * <p>A peer is an opaque number that the bearer gives out for an address it has heard from or was configured with;
 * it may change at any time (a NAT rebinds), so a session is known by its connection identity and never by this.
 */
@ProviderType
public interface Bearer extends AutoCloseable {
  /** The configured far end of a bearer that has just one. */
  int DEFAULT_PEER = 0;

  /** Largest payload in bytes that this bearer carries in one datagram, on each of its ways; does not change. */
  int maxPayloadBytes();

  /** Bytes that each datagram costs on the air besides its payload (28 for UDP over IPv4), for budgets and pacing. */
  int overheadBytes();

  /** Largest payload towards one peer, where a bearer is made of several: at most {@link #maxPayloadBytes()}. */
  default int maxPayloadBytes(int peer) {
    return maxPayloadBytes();
  }

  /** Bytes that each datagram to or from one peer costs besides its payload. */
  default int overheadBytes(int peer) {
    return overheadBytes();
  }

  /** For people: what one peer is reached over. */
  default String describe(int peer) {
    return describe();
  }

  /**
   * Sends the remaining bytes as one datagram.
   *
   * @return false if the bearer cannot take it now (it counts as lost; the link repeats)
   */
  boolean send(int peer, ByteBuffer datagram);

  /**
   * Receives one datagram into the buffer, which is flipped for reading.
   *
   * @return the peer it came from, or −1 if there is none now
   */
  int receive(ByteBuffer into);

  /**
   * Waits until a datagram may be there, {@link #wakeUp()} is called or the time is over. A simulated bearer
   * returns at once.
   *
   * @param maxNs longest wait in ns, at least 0
   */
  void await(long maxNs);

  /** Ends a wait early. The only method that any thread may call. */
  void wakeUp();

  /** For people: {@code udp 10.9.0.5:20500}. */
  String describe();

  /**
   * Which of its ways it uses for sending now, counted from 0, the preferred one. Changes when a bearer of several ways
   * fails over or goes back: then rate and {@link #overheadBytes()} are those of the other way, what is under way is
   * probably lost, and round trips measured before mean nothing. The session goes on.
   */
  default int way() {
    return 0;
  }

  /**
   * Most that the way in use can carry, bit/s with the bearer's overhead: a serial port at 19,200 baud has 15,360 for bytes.
   * The maximum value where it does not know.
   */
  default long maxRateBitsPerSecond() {
    return Long.MAX_VALUE;
  }

  /** How its ways are doing, the preferred one first; empty if it does not say. Any thread. */
  default List<BearerStatus> ways() {
    return List.of();
  }

  @Override
  void close();
}
