package io.busbar.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.command.ControlView.TagRow;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkSession;
import io.busbar.api.time.BusClock;
import io.busbar.control.audit.AuditRecord;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.audit.MemoryJournal;
import io.busbar.control.wire.ControlCodec;
import io.busbar.control.wire.ControlMessage;
import io.busbar.control.wire.ControlMessage.TagOrder;
import io.busbar.control.wire.ControlMessage.TagTold;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tags at central: the site decides, and what it says is shown. */
class TagsAtCentralTest {
  private static final BusClock CLOCK = new BusClock() {
    @Override
    public long wallNs() {
      return 9_000;
    }

    @Override
    public long monotonicNs() {
      return 9_000;
    }
  };

  private final MemoryJournal journal = new MemoryJournal();
  private final Session session = new Session();
  private AuditTrail trail;
  private Desk desk;

  @BeforeEach
  void open() throws IOException {
    trail = new AuditTrail(journal);
    desk = new Desk(trail, CLOCK);
    desk.onUp(session);
  }

  /** Orders, and has the site answer. */
  private TagRow order(boolean set, String who, String refusal) {
    assertThat(desk.tag(set, "oak", "BAY-1", who, "crew on the line", "shell")).isEmpty();
    assertThat(desk.work()).isTrue();
    TagOrder order = (TagOrder) session.sent.get(session.sent.size() - 1);
    assertThat(order.set()).isEqualTo(set);
    desk.onMessage(session, ControlCodec.encode(new TagTold(order.serial(), order.target(), refusal)));
    return desk.tags().stream().findFirst().orElse(new TagRow("", "", "", "", 0, false, false, ""));
  }

  @Test
  void aTagThatTheSiteHasIsSet() {
    TagRow row = order(true, "ann", "");
    assertThat(row.confirmed()).isTrue();
    assertThat(row.refused()).isEmpty();
    assertThat(order(false, "ann", "").target()).as("cleared").isEmpty();
  }

  @Test
  void aClearingThatTheSiteRefusesIsShownWithItsReasonUntilTheNextOrder() {
    order(true, "ann", "");
    TagRow row = order(false, "bob", "only ann or a supervisor clears the tag of BAY-1");
    assertThat(row.confirmed()).isTrue();
    assertThat(row.clearing()).isFalse();
    assertThat(row.refused()).isEqualTo("only ann or a supervisor clears the tag of BAY-1");
    assertThat(trail.latest(1)).extracting(AuditRecord::what).containsExactly("tag refused by the site");
    assertThat(order(false, "ann", "").target()).isEmpty();
  }

  @Test
  void aTagThatTheSiteRefusesIsNotSetAndSaysWhy() {
    TagRow row = order(true, "ann", "there is no point or device \"BAY-1\" at oak");
    assertThat(row.confirmed()).isFalse();
    assertThat(row.refused()).contains("there is no point");
    assertThat(order(true, "ann", "").refused()).isEmpty();
  }

  @Test
  void whatTheSiteHasNotConfirmedIsOrderedAgainInTheNextSessionAndAfterARestart() throws IOException {
    desk.onDown(session);
    assertThat(desk.tag(true, "oak", "BAY-1", "ann", "crew on the line", "shell")).isEmpty();
    assertThat(desk.tags().get(0).confirmed()).isFalse();
    desk = new Desk(new AuditTrail(journal), CLOCK);
    desk.onUp(session);
    assertThat(desk.work()).isTrue();
    assertThat(session.sent).hasSize(1).first().isInstanceOf(TagOrder.class);
  }

  private static final class Session implements LinkSession {
    private final List<ControlMessage> sent = new ArrayList<>();

    @Override
    public String peer() {
      return "oak";
    }

    @Override
    public long send(LinkLane lane, byte[] message) {
      sent.add(ControlCodec.read(message));
      return sent.size();
    }

    @Override
    public int room(LinkLane lane) {
      return MAX_MESSAGE_BYTES;
    }

    @Override
    public void durable(LinkLane lane, long upTo) {
      throw new UnsupportedOperationException("commands are not acknowledged so");
    }

    @Override
    public void end(String reason) {
      throw new UnsupportedOperationException(reason);
    }
  }
}
