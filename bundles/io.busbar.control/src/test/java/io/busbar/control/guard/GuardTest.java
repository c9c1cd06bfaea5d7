package io.busbar.control.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.command.Command.Action;
import io.busbar.api.command.CommandId;
import io.busbar.api.command.CommandState;
import io.busbar.api.data.Quality;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the guard lets through, and what it does not. */
class GuardTest {
  private static final int OPEN = 0;
  private static final int CLOSE = 1;

  @Test
  void anOperateFollowsItsSelect() throws IOException {
    Rig rig = Rig.of("mode", "select");
    CommandId id = rig.order(Action.SELECT, CLOSE);
    assertThat(rig.last().write()).isTrue();
    assertThat(rig.state(id)).isEqualTo(CommandState.SELECTED);
    rig.give(id, Action.OPERATE, "d/breaker", CLOSE, "ann");
    assertThat(rig.last().operate()).isTrue();
    assertThat(rig.state(id)).isEqualTo(CommandState.CONFIRMED);
  }

  @Test
  void anOperateWithoutASelectIsRefusedWhereOneIsNeeded() throws IOException {
    Rig rig = Rig.of("mode", "select");
    CommandId id = rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.state(id)).isEqualTo(CommandState.REFUSED);
    assertThat(rig.reason(id)).contains("only after a select");
    assertThat(rig.handed).isEmpty();
  }

  @Test
  void aSelectThatNothingFollowsExpires() throws IOException {
    Rig rig = Rig.of("mode", "select", "selectFor", "10000");
    CommandId id = rig.order(Action.SELECT, CLOSE);
    rig.last().write();
    rig.pass(9);
    assertThat(rig.state(id)).isEqualTo(CommandState.SELECTED);
    rig.pass(2);
    assertThat(rig.state(id)).isEqualTo(CommandState.EXPIRED);
    rig.give(id, Action.OPERATE, "d/breaker", CLOSE, "ann");
    assertThat(rig.handed).hasSize(1);
  }

  @Test
  void anOperateOfAnotherValueThanWasSelectedIsRefused() throws IOException {
    Rig rig = Rig.of("mode", "select");
    CommandId id = rig.order(Action.SELECT, CLOSE);
    rig.last().write();
    rig.give(id, Action.OPERATE, "d/breaker", OPEN, "ann");
    assertThat(rig.state(id)).isEqualTo(CommandState.REFUSED);
    assertThat(rig.reason(id)).contains("something else was selected");
    assertThat(rig.handed).hasSize(1);
  }

  @Test
  void aCancelEndsASelectAtTheDevice() throws IOException {
    Rig rig = Rig.of("mode", "select");
    CommandId id = rig.order(Action.SELECT, CLOSE);
    rig.last().write();
    rig.give(id, Action.CANCEL, "d/breaker", CLOSE, "ann");
    assertThat(rig.last().command().action()).isEqualTo(Action.CANCEL);
    assertThat(rig.last().write()).isTrue();
    assertThat(rig.state(id)).isEqualTo(CommandState.CANCELLED);
  }

  @Test
  void aCancelBeforeTheFrameEndsACommand() throws IOException {
    Rig rig = Rig.of();
    CommandId id = rig.order(Action.OPERATE, CLOSE);
    rig.give(id, Action.CANCEL, "d/breaker", CLOSE, "ann");
    assertThat(rig.state(id)).isEqualTo(CommandState.CANCELLED);
    assertThat(rig.last().write()).isFalse();
  }

  @Test
  void aSecondPersonApprovesAndNotTheSame() throws IOException {
    Rig rig = Rig.of("approve", "true");
    CommandId id = rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.handed).isEmpty();
    assertThat(rig.guard.approve(id, "ann", "shell")).contains("second person");
    assertThat(rig.guard.approve(id, " ", "shell")).isNotEmpty();
    assertThat(rig.handed).isEmpty();
    assertThat(rig.guard.approve(id, "bob", "shell")).isEmpty();
    assertThat(rig.last().operate()).isTrue();
    assertThat(rig.state(id)).isEqualTo(CommandState.CONFIRMED);
    assertThat(rig.guard.approve(id, "bob", "shell")).contains("no command");
  }

  @Test
  void whatNobodyApprovesExpires() throws IOException {
    Rig rig = Rig.of("approve", "true", "timeToLive", "20000");
    CommandId id = rig.order(Action.OPERATE, CLOSE);
    rig.pass(21);
    assertThat(rig.state(id)).isEqualTo(CommandState.EXPIRED);
    assertThat(rig.guard.approve(id, "bob", "shell")).contains("no command");
  }

  @Test
  void rolesSayWhoMayDoWhatAndToWhich() throws IOException {
    Rig rig = new Rig(Map.of("breaker", Map.of(), "tap", Map.of()), Map.of("opener", Map.of("who", "ann", "points", "d/breaker", "may", "open"),
        "operator", Map.of("who", "bob", "points", "d/b*")));
    assertThat(rig.state(rig.order(Action.OPERATE, "d/breaker", CLOSE, "ann"))).isEqualTo(CommandState.REFUSED);
    assertThat(rig.state(rig.order(Action.OPERATE, "d/tap", CLOSE, "bob"))).isEqualTo(CommandState.REFUSED);
    CommandId stranger = rig.order(Action.OPERATE, "d/breaker", OPEN, "eve");
    assertThat(rig.state(stranger)).isEqualTo(CommandState.REFUSED);
    assertThat(rig.reason(stranger)).contains("\"eve\"");
    assertThat(rig.handed).isEmpty();
    rig.order(Action.OPERATE, "d/breaker", OPEN, "ann");
    assertThat(rig.last().operate()).isTrue();
    rig.order(Action.OPERATE, "d/breaker", CLOSE, "bob");
    assertThat(rig.last().operate()).isTrue();
  }

  @Test
  void anApproverNeedsTheRole() throws IOException {
    Rig rig = new Rig(Map.of("breaker", Map.of("approve", "true")), Map.of("operator", Map.of("who", "ann, eve"), "second",
        Map.of("who", "bob", "may", "approve")));
    CommandId id = rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.guard.approve(id, "eve", "shell")).contains("no role allows \"eve\" to approve");
    assertThat(rig.guard.approve(id, "bob", "shell")).isEmpty();
    assertThat(rig.handed).hasSize(1);
  }

  @Test
  void anInterlockHoldsWithGoodValuesOnly() throws IOException {
    Rig rig = Rig.of("interlock", "earth == 0");
    CommandId unknown = rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.reason(unknown)).contains("d/earth has no value");
    rig.shows("d/earth", 0, Quality.INVALID);
    assertThat(rig.reason(rig.order(Action.OPERATE, CLOSE))).contains("d/earth is not good");
    rig.shows("d/earth", 0, Quality.QUESTIONABLE);
    assertThat(rig.reason(rig.order(Action.OPERATE, CLOSE))).contains("d/earth is not good");
    rig.shows("d/earth", 1);
    assertThat(rig.reason(rig.order(Action.OPERATE, CLOSE))).contains("does not hold").contains("d/earth = 1");
    assertThat(rig.handed).isEmpty();
    rig.shows("d/earth", 0);
    rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.last().operate()).isTrue();
  }

  @Test
  void anInterlockOfClosingDoesNotBlockOpeningAndOpeningMayHaveItsOwn() throws IOException {
    Rig rig = Rig.of("interlock", "earth == 0", "interlockOpen", "load == 0");
    rig.shows("d/earth", 1);
    rig.shows("d/load", 0);
    rig.order(Action.OPERATE, OPEN);
    assertThat(rig.last().operate()).isTrue();
    rig.shows("d/load", 5);
    assertThat(rig.state(rig.order(Action.OPERATE, OPEN))).isEqualTo(CommandState.REFUSED);
  }

  @Test
  void anInterlockIsJudgedAgainWhenTheFrameIsWritten() throws IOException {
    Rig rig = Rig.of("interlock", "earth == 0");
    rig.shows("d/earth", 0);
    CommandId id = rig.order(Action.OPERATE, CLOSE);
    rig.shows("d/earth", 1);
    assertThat(rig.last().write()).isFalse();
    assertThat(rig.state(id)).isEqualTo(CommandState.REFUSED);
  }

  @Test
  void aRateLimitStopsClosingAndNeverOpening() throws IOException {
    Rig rig = Rig.of("rate", "2");
    for (int i = 0; i < 2; i++) {
      rig.order(Action.OPERATE, CLOSE);
      assertThat(rig.last().operate()).isTrue();
    }
    CommandId third = rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.state(third)).isEqualTo(CommandState.REFUSED);
    assertThat(rig.reason(third)).contains("2 commands a minute");
    for (int i = 0; i < 5; i++) {
      rig.order(Action.OPERATE, OPEN);
      assertThat(rig.last().operate()).isTrue();
    }
    rig.pass(61);
    rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.last().operate()).isTrue();
  }

  @Test
  void anOpeningDoesNotWaitForTheFeedbackOfAClosing() throws IOException {
    Rig rig = Rig.of();
    CommandId closing = rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.last().write()).isTrue();
    rig.last().progress().operated();
    assertThat(rig.state(closing)).isEqualTo(CommandState.OPERATED);
    CommandId again = rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.reason(again)).as("another closing waits").contains("under way");
    CommandId opening = rig.order(Action.OPERATE, OPEN);
    assertThat(rig.state(closing)).isEqualTo(CommandState.EXECUTED_NOT_CONFIRMED);
    assertThat(rig.last().operate()).isTrue();
    assertThat(rig.state(opening)).isEqualTo(CommandState.CONFIRMED);
    rig.pass(10);
    assertThat(rig.state(closing)).as("it has ended once").isEqualTo(CommandState.EXECUTED_NOT_CONFIRMED);
  }

  @Test
  void aTagBlocksClosingAndNeverOpening() throws IOException {
    Rig rig = Rig.of();
    assertThat(rig.guard.tags().set(rig.guard.rules(), "d", "carl", "crew on the line", "shell")).isEmpty();
    CommandId closing = rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.state(closing)).isEqualTo(CommandState.REFUSED);
    assertThat(rig.reason(closing)).contains("hot-line tag of carl: crew on the line");
    rig.order(Action.OPERATE, OPEN);
    assertThat(rig.last().operate()).isTrue();
    assertThat(rig.guard.tags().clear(rig.guard.rules(), "d", "ann", "I want to close", "shell")).contains("only carl");
    assertThat(rig.state(rig.order(Action.OPERATE, CLOSE))).isEqualTo(CommandState.REFUSED);
    assertThat(rig.guard.tags().clear(rig.guard.rules(), "d", "carl", "", "shell")).isEmpty();
    rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.last().operate()).isTrue();
  }

  @Test
  void aTagThatIsSetBeforeTheFrameBlocksIt() throws IOException {
    Rig rig = Rig.of();
    CommandId id = rig.order(Action.OPERATE, CLOSE);
    rig.guard.tags().set(rig.guard.rules(), "d/breaker", "carl", "crew on the line", "shell");
    assertThat(rig.last().write()).isFalse();
    assertThat(rig.state(id)).isEqualTo(CommandState.REFUSED);
  }

  @Test
  void aSupervisorClearsATagAndSaysWhy() throws IOException {
    Rig rig = new Rig(Map.of("breaker", Map.of()), Map.of("crew", Map.of("who", "carl", "may", "tag"), "chief",
        Map.of("who", "dora", "may", "supervise"), "operator", Map.of("who", "ann")));
    var rules = rig.guard.rules();
    assertThat(rig.guard.tags().set(rules, "d/breaker", "ann", "mine", "shell")).contains("no role allows");
    assertThat(rig.guard.tags().set(rules, "d/breaker", "carl", "crew on the line", "shell")).isEmpty();
    assertThat(rig.guard.tags().clear(rules, "d/breaker", "ann", "please", "shell")).contains("only carl or a supervisor");
    assertThat(rig.guard.tags().clear(rules, "d/breaker", "dora", "", "shell")).contains("says why");
    assertThat(rig.guard.tags().clear(rules, "d/breaker", "dora", "carl has gone home", "shell")).isEmpty();
    assertThat(rig.guard.tags().all()).isEmpty();
  }

  @Test
  void localMeansLocalAndWhatIsNotKnownBlocksClosing() throws IOException {
    Rig rig = Rig.of("remote", "remote");
    assertThat(rig.state(rig.order(Action.OPERATE, CLOSE))).isEqualTo(CommandState.REFUSED);
    rig.shows("d/remote", 1, Quality.INVALID);
    CommandId bad = rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.state(bad)).isEqualTo(CommandState.REFUSED);
    assertThat(rig.reason(bad)).contains("no good value");
    rig.shows("d/remote", 0);
    CommandId local = rig.order(Action.OPERATE, OPEN);
    assertThat(rig.state(local)).isEqualTo(CommandState.REFUSED);
    assertThat(rig.reason(local)).contains("stands on local");
    rig.shows("d/remote", 1);
    rig.order(Action.OPERATE, CLOSE);
    assertThat(rig.last().operate()).isTrue();
  }

  @Test
  void theSameOrderTwiceIsDoneOnce() throws IOException {
    Rig rig = Rig.of();
    CommandId id = rig.order(Action.OPERATE, CLOSE);
    rig.give(id, Action.OPERATE, "d/breaker", CLOSE, "ann");
    assertThat(rig.last().operate()).isTrue();
    rig.give(id, Action.OPERATE, "d/breaker", CLOSE, "ann");
    assertThat(rig.handed).hasSize(1);
    assertThat(rig.last().progress().mayWrite()).isFalse();
  }

  @Test
  void feedbackOfBadQualityConfirmsNothing() throws IOException {
    Rig rig = Rig.of("feedback", "position", "within", "5000");
    rig.shows("d/position", 0);
    CommandId id = rig.order(Action.OPERATE, CLOSE);
    rig.last().operate();
    rig.shows("d/position", 1, Quality.INVALID);
    rig.pass(6);
    assertThat(rig.state(id)).isEqualTo(CommandState.EXECUTED_NOT_CONFIRMED);
    rig.shows("d/position", 0);
    CommandId next = rig.order(Action.OPERATE, CLOSE);
    rig.last().operate();
    rig.shows("d/position", 1);
    rig.pass(1);
    assertThat(rig.state(next)).isEqualTo(CommandState.CONFIRMED);
  }

  @Test
  void nothingIsWrittenAfterTheTimeToLive() throws IOException {
    Rig rig = Rig.of("timeToLive", "2000");
    CommandId id = rig.order(Action.OPERATE, CLOSE);
    rig.clock.advanceMs(2_000);
    assertThat(rig.last().write()).isFalse();
    assertThat(rig.state(id)).isEqualTo(CommandState.EXPIRED);
    assertThat(rig.trail.verify().intact()).isTrue();
  }
}
