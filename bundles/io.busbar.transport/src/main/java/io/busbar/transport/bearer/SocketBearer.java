package io.busbar.transport.bearer;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerStatus;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What every bearer over one port or socket has in common: its size, its health, its place to wait. One thread, except
 * {@link #wakeUp()} and {@link #ways()}.
 */
public abstract class SocketBearer implements Bearer {
  private final int maxPayloadBytes;
  private final int overheadBytes;
  private final Waiting waiting;
  private final Health health;

  /**
   * A bearer.
   *
   * @param maxPayloadBytes of one datagram
   * @param overheadBytes that a datagram costs on the air besides its payload
   * @param waiting where it waits; the bearer that is complete joins it
   */
  protected SocketBearer(int maxPayloadBytes, int overheadBytes, Waiting waiting, Health health) {
    this.maxPayloadBytes = maxPayloadBytes;
    this.overheadBytes = overheadBytes;
    this.waiting = waiting;
    this.health = health;
  }

  /** Hands a datagram of a size that is right to the port; whether it took it. */
  protected abstract boolean hand(int peer, ByteBuffer datagram);

  /** Where it waits. */
  protected final Waiting waiting() {
    return waiting;
  }

  /** How it is doing. */
  protected final Health health() {
    return health;
  }

  @Override
  public final int maxPayloadBytes() {
    return maxPayloadBytes;
  }

  @Override
  public final int overheadBytes() {
    return overheadBytes;
  }

  @Override
  public final boolean send(int peer, ByteBuffer datagram) {
    if (datagram.remaining() > maxPayloadBytes) {
      throw new IllegalArgumentException("a datagram of " + datagram.remaining() + " bytes does not fit into " + maxPayloadBytes);
    }
    return health.sent(hand(peer, datagram));
  }

  @Override
  public void await(long maxNs) {
    waiting.await(maxNs);
  }

  @Override
  public final void wakeUp() {
    waiting.wakeUp();
  }

  @Override
  public final String describe() {
    return health.name();
  }

  @Override
  public final List<BearerStatus> ways() {
    return List.of(health.status(true));
  }
}
