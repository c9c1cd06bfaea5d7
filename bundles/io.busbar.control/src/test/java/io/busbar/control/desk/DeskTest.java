package io.busbar.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.Order;
import io.busbar.api.data.Kind;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkMark;
import io.busbar.api.link.LinkSession;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.wire.ControlCodec;
import io.busbar.control.wire.ControlMessage;
import io.busbar.control.wire.ControlMessage.Asked;
import io.busbar.control.wire.ControlMessage.NeverSeen;
import io.busbar.control.wire.ControlMessage.Ordered;
import io.busbar.journal.log.SegmentLog;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What central sends, and when it knows that something never went. */
class DeskTest {
  private final SimClock clock = new SimClock();
  private final Desk desk = new Desk(trail(), clock);
  private final Session session = new Session();
  private final List<CommandState> heard = new ArrayList<>();

  private AuditTrail trail() {
    try {
      return new AuditTrail(SegmentLog.open(new SimStorage(new SimRandom(1)), new JournalOptions(64 << 10, 64L * (64 << 10)), clock,
          new SimRandom(2)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Session implements LinkSession {
    final List<ControlMessage> sent = new ArrayList<>();
    boolean full;

    @Override
    public String peer() {
      return "oak";
    }

    @Override
    public long send(LinkLane lane, byte[] message) {
      ControlMessage read = ControlCodec.read(message);
      if (full || read == null) {
        return -1;
      }
      sent.add(read);
      return sent.size();
    }

    @Override
    public int room(LinkLane lane) {
      return full ? 0 : 100;
    }

    @Override
    public void durable(LinkLane lane, long upTo) {
      // Commands are not acknowledged so.
    }

    @Override
    public LinkMark mark() {
      return new LinkMark(1, 1);
    }

    @Override
    public long ageNs(LinkMark mark, long nowNs) {
      return 0;
    }

    @Override
    public void end(String reason) {
      throw new IllegalStateException(reason);
    }
  }

  private void order(long id, long timeToLiveMs) {
    desk.submit(new Order(1, id, "oak", Command.Action.OPERATE, "d/breaker", Kind.BOOLEAN, 1, timeToLiveMs, new Command.Originator(3, "ann"),
        "shell", 0, false, Command.Pulse.DEFAULT), (state, cause, reason) -> heard.add(state));
  }

  @Test
  void anOrderIsSentWithItsAgeOfThatMoment() {
    desk.onUp(session);
    session.full = true;
    order(1, 10_000);
    desk.work();
    clock.advanceMs(3_000);
    session.full = false;
    desk.work();
    assertThat(session.sent).singleElement().isInstanceOfSatisfying(Ordered.class, it -> assertThat(it.ageMs()).isBetween(3_000L, 3_001L));
  }

  @Test
  void whatFoundNoRoomInItsTimeIsExpiredAndNotSentAfterwards() {
    desk.onUp(session);
    session.full = true;
    order(1, 1_000);
    desk.work();
    clock.advanceMs(1_000);
    desk.tick();
    session.full = false;
    desk.work();
    assertThat(session.sent).isEmpty();
    assertThat(heard).containsExactly(CommandState.RECEIVED, CommandState.EXPIRED);
  }

  @Test
  void whatWaitedForASessionThatEndedIsSentInTheNext() {
    desk.onUp(session);
    order(1, 10_000);
    desk.onDown(session);
    assertThat(desk.work()).isFalse();
    Session next = new Session();
    desk.onUp(next);
    desk.tick();
    desk.work();
    assertThat(next.sent).singleElement().isInstanceOf(Ordered.class);
  }

  @Test
  void whatWasSentIsAskedForInTheNextSessionAndNotSentTwice() {
    desk.onUp(session);
    order(1, 10_000);
    desk.work();
    desk.onDown(session);
    Session next = new Session();
    desk.onUp(next);
    desk.tick();
    desk.work();
    assertThat(next.sent).singleElement().isInstanceOf(Asked.class);
  }

  /** The thread of the link waits for something to happen; a desk that always says it has worked keeps it from that. */
  @Test
  void aDeskWithNothingToSendSaysSo() {
    desk.onUp(session);
    assertThat(desk.work()).as("nothing was ordered").isFalse();
    order(1, 10_000);
    assertThat(desk.work()).as("an order went").isTrue();
    assertThat(desk.work()).as("it has gone").isFalse();
    session.full = true;
    order(2, 10_000);
    assertThat(desk.work()).as("there is no room").isFalse();
    assertThat(session.sent).hasSize(1);
  }

  /** Found by simulation: a copy of the answer came after the order had been sent again, operated in time, and its time to live was over. */
  @Test
  void anOldAnswerThatItWasNeverSeenDoesNotEndWhatWasSentSince() {
    desk.onUp(session);
    order(1, 10_000);
    desk.work();
    desk.onDown(session);
    desk.onUp(session);
    desk.work();
    Asked asked = (Asked) session.sent.get(1);
    byte[] answer = ControlCodec.encode(new NeverSeen(asked.id(), asked.sendings()));
    desk.onMessage(session, answer);
    desk.work();
    assertThat(session.sent.get(2)).as("in time: it is sent again").isInstanceOf(Ordered.class);
    clock.advanceMs(10_001);
    desk.onMessage(session, answer);
    assertThat(heard).as("the second may have been operated").containsExactly(CommandState.RECEIVED);
    desk.tick();
    desk.work();
    Asked again = (Asked) session.sent.get(3);
    desk.onMessage(session, ControlCodec.encode(new NeverSeen(again.id(), again.sendings())));
    assertThat(heard).containsExactly(CommandState.RECEIVED, CommandState.EXPIRED);
  }
}
