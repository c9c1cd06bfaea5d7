package io.busbar.link.session;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.plain.EitherSecurity;
import io.busbar.link.plain.PlainSecurity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One end of a link: the duty cycle that takes datagrams off the bearer, lets its role (dialling or waiting) and their
 * sessions work, and publishes how they are. One thread calls all but {@link #status}.
 */
public final class EndPoint implements LinkEndpoint {
  private static final long STATUS_NS = 500_000_000;
  private static final int LEAST_BUFFER = 2_048;

  private final Bearer bearer;
  private final BusClock clock;
  private final Role role;
  private final ByteBuffer buffer;
  private volatile List<LinkStatus> status = List.of();
  private long statusAtNs = Long.MIN_VALUE;
  private boolean closed;

  /** What an end does with datagrams and time. */
  interface Role {
    void onDatagram(int from, byte[] bytes, int length, long nowNs);

    long doWork(long nowNs);

    List<LinkStatus> status();

    void close(long nowNs);
  }

  /** What sessions are made of. */
  record Parts(LinkConfig config, LinkSecurity security, Bearer bearer, BusClock clock, RandomSource random, LinkListener listener) {}

  private EndPoint(Parts parts) {
    this.bearer = parts.bearer();
    this.clock = parts.clock();
    this.role = parts.config().dials() ? new Dialler(parts) : new Waiter(parts);
    this.buffer = ByteBuffer.allocate(Math.max(LEAST_BUFFER, bearer.maxPayloadBytes()));
  }

  /** An end point without encryption, for the loopback interface and for tests. */
  public static LinkEndpoint open(LinkConfig config, Bearer bearer, BusClock clock, RandomSource random, LinkListener listener) {
    return open(config, new PlainSecurity(random), bearer, clock, random, listener);
  }

  /**
   * An end point; see {@link io.busbar.api.link.LinkFactory#open}.
   *
   * @throws IllegalArgumentException if the configuration cannot work, with what to change
   */
  public static LinkEndpoint open(LinkConfig config, LinkSecurity security, Bearer bearer, BusClock clock, RandomSource random,
      LinkListener listener) {
    int name = config.name().getBytes(StandardCharsets.UTF_8).length;
    if (name < 1 || name > Limits.MAX_NAME_BYTES) {
      throw new IllegalArgumentException("the name \"" + config.name() + "\" has " + name + " bytes; give it 1 to "
          + Limits.MAX_NAME_BYTES);
    }
    if (bearer.maxPayloadBytes() < PacketLayout.MIN_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(bearer.describe() + " carries " + bearer.maxPayloadBytes()
          + " bytes in a datagram; the link needs " + PacketLayout.MIN_PAYLOAD_BYTES + ": raise the mtu");
    }
    if (config.rateBitsPerSecond() < 0) {
      throw new IllegalArgumentException("the rate of the link is " + config.rateBitsPerSecond() + " bit/s; give the rate on air");
    }
    return new EndPoint(new Parts(config, whole(config, security, random), bearer, clock, random, listener));
  }

  private static LinkSecurity whole(LinkConfig config, LinkSecurity security, RandomSource random) {
    return !config.dials() && security.letsPlainIn() ? new EitherSecurity(security, new PlainSecurity(random)) : security;
  }

  @Override
  public long doWork(long nowNs) {
    if (closed) {
      return Long.MAX_VALUE;
    }
    boolean more = true;
    for (int i = 0; i < Limits.RECEIVE_BURST && more; i++) {
      buffer.clear();
      int from = bearer.receive(buffer);
      more = from >= 0;
      if (more) {
        role.onDatagram(from, buffer.array(), buffer.limit(), nowNs);
      }
    }
    long next = role.doWork(nowNs);
    if (statusAtNs <= nowNs) {
      status = role.status();
      statusAtNs = nowNs + STATUS_NS;
    }
    return more ? nowNs : Math.max(next, nowNs);
  }

  @Override
  public List<LinkStatus> status() {
    return status;
  }

  @Override
  public void close() {
    if (!closed) {
      role.close(clock.monotonicNs());
      closed = true;
      status = role.status();
    }
  }
}
