package io.busbar.testkit.net;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.time.BusClock;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Nodes with addresses and paths between them. One thread. Time is the clock's monotonic time; nothing waits. */
public final class SimNetwork {
  /** UDP and IPv4 headers. */
  public static final int UDP_OVERHEAD_BYTES = 28;

  private final BusClock clock;
  private final SplittableRandom random;
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Direction> directions = new HashMap<>();
  private long order;

  /** An empty network. */
  public SimNetwork(BusClock clock, long seed) {
    this.clock = clock;
    this.random = new SplittableRandom(seed);
  }

  /**
   * A node that hears many; a node of that address that was there before hears nothing any more (its process died).
   *
   * @param mtu largest datagram in bytes with {@link #UDP_OVERHEAD_BYTES}
   */
  public Bearer listen(String address, int mtu) {
    return add(new Node(address, "", mtu));
  }

  /** A node with one far end. */
  public Bearer connect(String address, String to, int mtu) {
    return add(new Node(address, to, mtu));
  }

  /** How datagrams fare from one address to another from now on; {@link SimPath#PERFECT} at first. */
  public void path(String from, String to, SimPath path) {
    direction(from, to).path = path;
  }

  /** Somebody records whatever is put on the air in a direction from now on. */
  public void listenIn(String from, String to, Consumer<byte[]> recorder) {
    direction(from, to).recorder = recorder;
  }

  /** The same both ways. */
  public void paths(String a, String b, SimPath path) {
    path(a, b, path);
    path(b, a, path);
  }

  /**
   * Two addresses share one half-duplex channel from now on: their modems wait until it is free.
   *
   * @param keyUpNs before the first bit after a pause or a change of direction, ns
   * @param turnAroundNs from the last bit of one end to the keying of the other, ns
   */
  public void halfDuplex(String a, String b, long keyUpNs, long turnAroundNs) {
    Air air = new Air(keyUpNs, turnAroundNs);
    direction(a, b).air = air;
    direction(b, a).air = air;
  }

  /** The process at an address has died: it hears nothing until there is a new node. */
  public void down(String address) {
    Node node = nodes.get(address);
    if (node != null) {
      node.closed = true;
    }
  }

  /** A node's datagrams come from another address from now on, and answers go there: a NAT has rebound. */
  public void rebind(String address, String newAddress) {
    Node node = nodes.remove(address);
    if (node == null) {
      throw new IllegalArgumentException("no node " + address);
    }
    node.address = newAddress;
    nodes.put(newAddress, node);
  }

  /** When the next datagram arrives anywhere, monotonic ns; {@link Long#MAX_VALUE} if none is under way. */
  public long nextArrivalNs() {
    long next = Long.MAX_VALUE;
    for (Node node : nodes.values()) {
      Flight first = node.closed ? null : node.inbox.peek();
      next = first == null ? next : Math.min(next, first.atNs);
    }
    return next;
  }

  /** Bytes put on the air in a direction, with overhead. */
  public long bytes(String from, String to) {
    return direction(from, to).bytes;
  }

  /** Datagrams put on the air in a direction. */
  public long datagrams(String from, String to) {
    return direction(from, to).datagrams;
  }

  private Node add(Node node) {
    Node before = nodes.put(node.address, node);
    if (before != null) {
      before.closed = true;
      // What is in the air still arrives at whoever has the address then.
      before.inbox.stream().filter(flight -> flight.atNs > clock.monotonicNs()).forEach(node.inbox::add);
    }
    return node;
  }

  private Direction direction(String from, String to) {
    return directions.computeIfAbsent(from + ">" + to, k -> new Direction());
  }

  private void transmit(Node from, String to, ByteBuffer datagram) {
    Direction direction = direction(from.address, to);
    SimPath path = direction.path;
    int bytes = datagram.remaining() + UDP_OVERHEAD_BYTES;
    direction.bytes += bytes;
    direction.datagrams++;
    long now = clock.monotonicNs();
    long onAirNs = path.bitsPerSecond() == 0 ? 0 : bytes * 8_000_000_000L / path.bitsPerSecond();
    long startNs = direction.air.startNs(now, direction);
    if (path.bitsPerSecond() > 0 && (startNs - now) / 8e9 * path.bitsPerSecond() + bytes > path.queueBytes()) {
      return;
    }
    direction.air.taken(direction, startNs + onAirNs);
    byte[] content = new byte[datagram.remaining()];
    datagram.get(content);
    direction.recorder.accept(content.clone());
    boolean lost = direction.loses(random);
    if (lost || path.outage()) {
      return;
    }
    deliver(from, to, content, direction, path);
    if (random.nextDouble() < path.duplicate()) {
      deliver(from, to, content, direction, path);
    }
  }

  private void deliver(Node from, String to, byte[] content, Direction direction, SimPath path) {
    Node node = nodes.get(to);
    if (node == null || content.length > node.maxPayloadBytes()) {
      return;
    }
    byte[] arrived = content.clone();
    if (random.nextDouble() < path.damage() && arrived.length > 0) {
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        arrived[random.nextInt(arrived.length)] ^= (byte) (1 << random.nextInt(8));
      }
    }
    long jitter = path.jitterNs() == 0 ? 0 : random.nextLong(path.jitterNs());
    node.inbox.add(new Flight(direction.air.freeAtNs + path.delayNs() + jitter, order++, from.address, arrived));
  }

  /** What is sent on: of one direction alone, or shared by two. */
  private static final class Air {
    private final long keyUpNs;
    private final long turnAroundNs;
    private long freeAtNs = Long.MIN_VALUE;
    private @Nullable Direction last;

    private Air(long keyUpNs, long turnAroundNs) {
      this.keyUpNs = keyUpNs;
      this.turnAroundNs = turnAroundNs;
    }

    private long startNs(long now, Direction direction) {
      if (last == direction && now <= freeAtNs) {
        return freeAtNs;
      }
      long free = last == null || last == direction ? freeAtNs : freeAtNs + turnAroundNs;
      return Math.max(now, free) + keyUpNs;
    }

    private void taken(Direction direction, long untilNs) {
      last = direction;
      freeAtNs = untilNs;
    }
  }

  /** One direction between two addresses. */
  private static final class Direction {
    private SimPath path = SimPath.PERFECT;
    private Air air = new Air(0, 0);
    private Consumer<byte[]> recorder = content -> { };
    private long bytes;
    private long datagrams;
    private boolean bad;

    /** Gilbert's model: in the bad state everything is lost. */
    private boolean loses(SplittableRandom random) {
      double loss = path.loss();
      if (loss <= 0 || loss >= 1 || path.lossBurst() <= 1) {
        return random.nextDouble() < loss;
      }
      double leave = 1 / path.lossBurst();
      double enter = Math.min(1, leave * loss / (1 - loss));
      bad = bad ? random.nextDouble() >= leave : random.nextDouble() < enter;
      return bad;
    }
  }

  private record Flight(long atNs, long order, String from, byte[] content) implements Comparable<Flight> {
    @Override
    public int compareTo(Flight other) {
      return atNs != other.atNs ? Long.compare(atNs, other.atNs) : Long.compare(order, other.order);
    }
  }

  /** A node's bearer. */
  private final class Node implements Bearer {
    private final int mtu;
    private final PriorityQueue<Flight> inbox = new PriorityQueue<>();
    private final List<String> peers = new ArrayList<>();
    private String address;
    private boolean closed;

    private Node(String address, String to, int mtu) {
      this.address = address;
      this.mtu = mtu;
      if (!to.isEmpty()) {
        peers.add(to);
      }
    }

    @Override
    public int maxPayloadBytes() {
      return mtu - UDP_OVERHEAD_BYTES;
    }

    @Override
    public int overheadBytes() {
      return UDP_OVERHEAD_BYTES;
    }

    @Override
    public boolean send(int peer, ByteBuffer datagram) {
      if (closed || peer >= peers.size()) {
        return false;
      }
      transmit(this, peers.get(peer), datagram);
      return true;
    }

    @Override
    public int receive(ByteBuffer into) {
      Flight first = closed ? null : inbox.peek();
      if (first == null || first.atNs > clock.monotonicNs()) {
        return -1;
      }
      inbox.remove();
      into.clear();
      into.put(first.content).flip();
      int peer = peers.indexOf(first.from);
      if (peer < 0) {
        peers.add(first.from);
        peer = peers.size() - 1;
      }
      return peer;
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
      return "simulated " + address + (peers.isEmpty() ? "" : " to " + peers.get(0));
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
