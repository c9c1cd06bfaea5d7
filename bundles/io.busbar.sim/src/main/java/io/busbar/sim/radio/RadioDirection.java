package io.busbar.sim.radio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One way of the radio, as a pure model: no threads, no clock of its own. Times are monotonic nanoseconds and never go back.
 *
 * <pre>
 * offer ─▶ queue (bounded) ─▶ on air (rate) ─▶ lost?  doubled?  late? ─▶ in flight (delay) ─▶ arrive
 * </pre>
 */
public final class RadioDirection {
  private static final long MS = 1_000_000L;
  /** A second copy follows the first by this much. */
  private static final long COPY_AFTER_NS = 5 * MS;
  private final RadioSettings settings;
  private final RandomGenerator random;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final PriorityQueue<Flight> flights = new PriorityQueue<>();
  private int queuedBytes;
  private long airFreeAt = Long.MIN_VALUE;
  private byte @Nullable [] onAir;
  private boolean bad;
  private boolean dead;
  private long order;
  private long packets;
  private long payloadBytes;
  private long delivered;
  private long lost;
  private long duplicated;
  private long queueDropped;
  private long outageDropped;

  /** A quiet channel. */
  public RadioDirection(RadioSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /** Hands in a packet; it waits for the air. */
  public void offer(byte[] packet, long nowNs) {
    if (dead) {
      outageDropped++;
    } else if (queuedBytes + packet.length + settings.overheadBytes() > settings.queueBytes()) {
      queueDropped++;
    } else {
      queue.add(new Waiting(packet, nowNs));
      queuedBytes += packet.length + settings.overheadBytes();
    }
  }

  /** Kills the radio, with all that waits or is on air, or revives it. */
  public void dead(boolean now) {
    if (now && !dead) {
      outageDropped += queue.size() + (onAir == null ? 0 : 1);
      queue.clear();
      queuedBytes = 0;
      onAir = null;
    }
    dead = now;
  }

  /** Whether a packet waits for the air. */
  boolean waiting() {
    return !queue.isEmpty();
  }

  /** Since when the next packet waits; only while one does. */
  long waitingSince() {
    return queue.getFirst().sinceNs;
  }

  /** Whether a packet is on air. */
  boolean sending() {
    return onAir != null;
  }

  /** When the packet on air is through. */
  long airFreeAt() {
    return airFreeAt;
  }

  /** Puts the next waiting packet on air. The caller knows that the air is free from {@code startNs} on. */
  void start(long startNs) {
    byte[] packet = queue.remove().packet;
    queuedBytes -= packet.length + settings.overheadBytes();
    onAir = packet;
    packets++;
    payloadBytes += packet.length;
    airFreeAt = startNs + settings.airNs(packet.length);
  }

  /** The packet on air is through: it is lost, or flies. */
  void finish() {
    byte[] packet = onAir;
    if (packet == null) {
      return;
    }
    onAir = null;
    if (isLost()) {
      lost++;
      return;
    }
    long arrival = airFreeAt + settings.delayMs() * MS;
    if (settings.reorder() > 0 && random.nextDouble() < settings.reorder()) {
      arrival += settings.reorderMs() * MS;
    }
    flights.add(new Flight(arrival, order++, packet, false));
    if (settings.duplicate() > 0 && random.nextDouble() < settings.duplicate()) {
      flights.add(new Flight(arrival + COPY_AFTER_NS, order++, packet, true));
    }
  }

  private boolean isLost() {
    RadioSettings.BurstLoss bursts = settings.bursts();
    if (bursts.goodToBad() > 0) {
      bad = random.nextDouble() < (bad ? 1 - bursts.badToGood() : bursts.goodToBad());
    }
    boolean independent = random.nextDouble() < settings.loss();
    return independent || (bad && random.nextDouble() < bursts.lossInBad());
  }

  /** The next packet that has arrived by now, or null. */
  public byte @Nullable [] arrived(long nowNs) {
    Flight first = flights.peek();
    if (first == null || first.arrivalNs > nowNs) {
      return null;
    }
    flights.poll();
    if (first.copy) {
      duplicated++;
    } else {
      delivered++;
    }
    return first.packet;
  }

  /** When the next packet arrives, {@link Long#MAX_VALUE} when none is in flight. */
  public long nextArrivalNs() {
    Flight first = flights.peek();
    return first == null ? Long.MAX_VALUE : first.arrivalNs;
  }

  /** What happened so far. */
  public RadioCounters counters() {
    return new RadioCounters(packets, payloadBytes, packets * RadioSettings.IP_UDP_HEADER_BYTES, delivered, lost, duplicated,
        queueDropped, outageDropped);
  }

  private record Waiting(byte[] packet, long sinceNs) {
  }

  private record Flight(long arrivalNs, long order, byte[] packet, boolean copy) implements Comparable<Flight> {
    @Override
    public int compareTo(Flight other) {
      int byTime = Long.compare(arrivalNs, other.arrivalNs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
