package io.busbar.test.simulation.control;

import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkMark;
import io.busbar.api.link.LinkSession;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import java.util.ArrayList;
import java.util.List;

/** A light link: worse than the real one, which keeps a lane in order and loses nothing while a session lives. */
final class Air {
  private final SimClock clock;
  private final SimRandom dice;
  private final List<Flying> flying = new ArrayList<>();
  private final List<Long> sentNs = new ArrayList<>();
  private long session = 1;
  private long heard;
  int lossPercent;
  int doublePercent;
  int delayMs;

  private record Flying(long dueNs, long session, boolean toCentral, byte[] bytes) {}

  /** What has arrived. */
  record Arrived(boolean toCentral, byte[] bytes) {}

  Air(SimClock clock, SimRandom dice) {
    this.clock = clock;
    this.dice = dice;
  }

  /** A new session: what flies of the old one never arrives. */
  void renew() {
    session++;
    sentNs.clear();
    heard = 0;
    flying.clear();
  }

  /** The gateway sends a packet now and then; central hears some of them. */
  void keepAlive() {
    sentNs.add(clock.monotonicNs());
    if (!dice.chance(lossPercent)) {
      heard = sentNs.size();
    }
  }

  /** What has arrived by now, in any order. */
  List<Arrived> arrived() {
    List<Arrived> all = new ArrayList<>();
    flying.removeIf(each -> {
      boolean due = each.dueNs() <= clock.monotonicNs();
      if (due && each.session() == session) {
        all.add(dice.nextInt(2) == 0 ? all.size() : 0, new Arrived(each.toCentral(), each.bytes()));
      }
      return due;
    });
    return all;
  }

  /** One end of the present session. */
  LinkSession end(boolean atCentral) {
    return new End(atCentral, session);
  }

  private final class End implements LinkSession {
    private final boolean atCentral;
    private final long own;
    private long number;

    End(boolean atCentral, long own) {
      this.atCentral = atCentral;
      this.own = own;
    }

    @Override
    public String peer() {
      return atCentral ? "oak" : "central";
    }

    @Override
    public long send(LinkLane lane, byte[] message) {
      if (own == session) {
        for (int copies = dice.chance(doublePercent) ? 3 : 1; copies > 0; copies--) {
          if (!dice.chance(lossPercent)) {
            flying.add(new Flying(clock.monotonicNs() + dice.nextInt(1 + delayMs) * 1_000_000L, own, !atCentral, message));
          }
        }
      }
      return ++number;
    }

    @Override
    public int room(LinkLane lane) {
      return 1_000;
    }

    @Override
    public void durable(LinkLane lane, long upTo) {
      // The light link forgets at once.
    }

    @Override
    public LinkMark mark() {
      return new LinkMark(own, heard);
    }

    @Override
    public long ageNs(LinkMark mark, long nowNs) {
      return mark.session() != session || mark.packet() < 1 || mark.packet() > sentNs.size() ? Long.MAX_VALUE
          : nowNs - sentNs.get((int) mark.packet() - 1);
    }

    @Override
    public void end(String reason) {
      throw new IllegalStateException(reason);
    }
  }
}
