package io.busbar.testkit.net;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.time.BusClock;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One radio channel that many stations share: all hear all, one datagram at a time; what overlaps in time is lost for everybody and
 * counted as a collision. A station's own datagrams wait for each other. One thread; time is the clock's monotonic time; nothing waits.
 */
public final class SimChannel {
  private static final long REMEMBERED_NS = 60_000_000_000L;

  private final BusClock clock;
  private final SplittableRandom random;
  private final long bitsPerSecond;
  private final long keyUpNs;
  private final long delayNs;
  private final List<Station> stations = new ArrayList<>();
  private final Deque<Transmission> recent = new ArrayDeque<>();
  private double loss;
  private long collisions;
  private long handshakeCollisions;
  private long airNs;

  /**
   * A channel.
   *
   * @param bitsPerSecond rate on air, with {@link SimNetwork#UDP_OVERHEAD_BYTES} a datagram
   * @param keyUpNs before the first bit after a pause of a station, ns
   * @param delayNs from the last bit until it is heard, ns
   */
  public SimChannel(BusClock clock, long seed, long bitsPerSecond, long keyUpNs, long delayNs) {
    this.clock = clock;
    this.random = new SplittableRandom(seed);
    this.bitsPerSecond = bitsPerSecond;
    this.keyUpNs = keyUpNs;
    this.delayNs = delayNs;
  }

  /** Share of the datagrams that a station does not hear, each by itself, from now on. */
  public void loss(double share) {
    loss = share;
  }

  /** A station. */
  public Bearer station(String name, int mtu) {
    Station station = new Station(name, mtu);
    stations.add(station);
    return station;
  }

  /** Pairs of datagrams that overlapped, without those in which one began a session. */
  public long collisions() {
    return collisions;
  }

  /** Pairs of datagrams that overlapped of which one began a session. */
  public long handshakeCollisions() {
    return handshakeCollisions;
  }

  /** Time in which somebody sent, ns. */
  public long airNs() {
    return airNs;
  }

  /** When the next datagram arrives anywhere, monotonic ns; {@link Long#MAX_VALUE} if none is under way. */
  public long nextArrivalNs() {
    long next = Long.MAX_VALUE;
    for (Station station : stations) {
      Transmission first = station.inbox.peek();
      next = first == null ? next : Math.min(next, first.endNs + delayNs);
    }
    return next;
  }

  private void transmit(Station from, byte[] content) {
    long now = clock.monotonicNs();
    long startNs = now <= from.busyUntilNs ? from.busyUntilNs : now + keyUpNs;
    long endNs = startNs + (content.length + SimNetwork.UDP_OVERHEAD_BYTES) * 8_000_000_000L / bitsPerSecond;
    // The carrier is there while it keys up, too.
    Transmission fresh = new Transmission(from, now <= from.busyUntilNs ? startNs : now, endNs, content);
    airNs += endNs - fresh.startNs;
    from.busyUntilNs = endNs;
    while (!recent.isEmpty() && recent.getFirst().endNs < now - REMEMBERED_NS) {
      recent.removeFirst();
    }
    for (Transmission other : recent) {
      if (other.from != from && other.endNs > fresh.startNs && other.startNs < endNs) {
        other.collided = true;
        fresh.collided = true;
        if (other.isHandshake() || fresh.isHandshake()) {
          handshakeCollisions++;
        } else {
          collisions++;
        }
      }
    }
    recent.add(fresh);
    for (Station station : stations) {
      if (station != from && random.nextDouble() >= loss && content.length <= station.maxPayloadBytes()) {
        station.inbox.add(fresh);
      }
    }
  }

  /** A datagram on the air. */
  private static final class Transmission {
    private final Station from;
    private final long startNs;
    private final long endNs;
    private final byte[] content;
    private boolean collided;

    private Transmission(Station from, long startNs, long endNs, byte[] content) {
      this.from = from;
      this.startNs = startNs;
      this.endNs = endNs;
      this.content = content;
    }

    private boolean isHandshake() {
      return content.length > 0 && content[0] >= 0;
    }
  }

  /** One station's bearer. */
  private final class Station implements Bearer {
    private final String name;
    private final int mtu;
    private final Deque<Transmission> inbox = new ArrayDeque<>();
    private long busyUntilNs = Long.MIN_VALUE;

    private Station(String name, int mtu) {
      this.name = name;
      this.mtu = mtu;
    }

    @Override
    public int maxPayloadBytes() {
      return mtu - SimNetwork.UDP_OVERHEAD_BYTES;
    }

    @Override
    public int overheadBytes() {
      return SimNetwork.UDP_OVERHEAD_BYTES;
    }

    @Override
    public boolean send(int peer, ByteBuffer datagram) {
      byte[] content = new byte[datagram.remaining()];
      datagram.get(content);
      transmit(this, content);
      return true;
    }

    @Override
    public int receive(ByteBuffer into) {
      Transmission first = inbox.peek();
      while (first != null && first.endNs + delayNs <= clock.monotonicNs()) {
        inbox.remove();
        if (!first.collided) {
          into.clear();
          into.put(first.content).flip();
          return DEFAULT_PEER;
        }
        first = inbox.peek();
      }
      return -1;
    }

    @Override
    public void await(long maxNs) {
      // Simulated time does not pass by waiting.
    }

    @Override
    public void wakeUp() {
      // Nobody waits.
    }

    @Override
    public String describe() {
      return "simulated station " + name;
    }

    @Override
    public void close() {
      // It stays silent.
    }
  }
}
