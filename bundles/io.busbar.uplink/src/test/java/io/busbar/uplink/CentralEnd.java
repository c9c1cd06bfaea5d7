package io.busbar.uplink;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.link.LinkSession;
import io.busbar.api.link.PositionSet;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.link.component.DatagramLinkFactory;
import io.busbar.transport.ways.Bearers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A central of a test: takes everything, makes it durable at once, and remembers what it has over sessions. */
final class CentralEnd implements LinkListener, AutoCloseable {
  final Map<StreamId, PositionSet> received = new EnumMap<>(StreamId.class);
  final List<Long> measurements = Collections.synchronizedList(new ArrayList<>());
  volatile int ups;
  volatile int downs;
  volatile int doubled;
  private final Bearer bearer;
  private final LinkEndpoint endpoint;
  private final Thread thread;
  private volatile boolean ended;

  /** Listens at two ports of this machine. */
  CentralEnd(BusClock clock, RandomSource random, LinkSecurity security) throws IOException {
    bearer = new Bearers(clock).listen(List.of("127.0.0.1:0", "127.0.0.1:0"), 1_280);
    endpoint = new DatagramLinkFactory().open(new LinkConfig(false, "central", 1_000_000, 100, 5_000, 20_000), security, bearer, clock,
        random, this);
    thread = new Thread(() -> {
      while (!ended) {
        long next = endpoint.doWork(clock.monotonicNs());
        bearer.await(Math.max(0, Math.min(20_000_000, next - clock.monotonicNs())));
      }
    });
    thread.start();
  }

  /** Port of its first or second address. */
  int port(int index) {
    String at = bearer.describe().split(", ")[index];
    return Integer.parseInt(at.substring(at.lastIndexOf(':') + 1));
  }

  @Override
  public byte[] hello() {
    throw new IllegalStateException("central calls nobody");
  }

  @Override
  public byte[] welcome(String peer, byte[] hello) {
    LinkMessages.Hello said = java.util.Objects.requireNonNull(LinkMessages.readHello(hello));
    return LinkMessages.encode(new LinkMessages.Welcome(said.epoch(), received));
  }

  @Override
  public void onUp(LinkSession session, byte[] peerWords) {
    ups++;
  }

  @Override
  public void onMessage(LinkSession session, LinkLane lane, long number, byte[] message) {
    if (LinkMessages.read(message) instanceof LinkMessages.JournalRecord record) {
      PositionSet set = received.computeIfAbsent(record.stream(), stream -> new PositionSet());
      doubled += set.contains(record.position()) && record.stream() != StreamId.MODEL ? 1 : 0;
      set.add(record.position());
      if (record.stream() == StreamId.MEASUREMENTS) {
        measurements.add(record.position());
      }
    }
    session.durable(lane, number);
  }

  @Override
  public void onDurable(LinkSession session, LinkLane lane, long upTo) {
    // It sends nothing.
  }

  @Override
  public void onSpace(LinkSession session, LinkLane lane) {
    // It sends nothing.
  }

  @Override
  public void onDown(LinkSession session, String reason) {
    downs++;
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    bearer.wakeUp();
    thread.join();
    endpoint.close();
    bearer.close();
  }
}
