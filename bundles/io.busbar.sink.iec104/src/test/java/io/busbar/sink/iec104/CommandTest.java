package io.busbar.sink.iec104;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.command.Command.Action;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.Order;
import io.busbar.api.command.OrderListener;
import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Lane;
import io.busbar.api.data.Quality;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmuc.j60870.CauseOfTransmission;
import org.openmuc.j60870.ie.IeDoubleCommand;
import org.openmuc.j60870.ie.IeRegulatingStepCommand;
import org.openmuc.j60870.ie.IeTime56;

/** What a control centre is told about its commands, with a desk that a test plays. */
class CommandTest {
  private static final String CON = "C_DC_NA_1 ACTIVATION_CON";
  private static final String REFUSED = "C_DC_NA_1 ACTIVATION_CON negative";
  private static final String END = "C_DC_NA_1 ACTIVATION_TERMINATION";

  @TempDir
  Path folder;
  private RunningStation station;
  private ControlCentre centre;
  private final List<Order> orders = new CopyOnWriteArrayList<>();
  private final List<OrderListener> listeners = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    station = new RunningStation(folder, RunningStation.SETTINGS + "commands: {returnWithin: 1s}\n", RunningStation.POINTS);
    station.desk = (order, listener) -> {
      listeners.add(listener);
      orders.add(order);
    };
    centre = new ControlCentre(station.port()).start();
    centre.await("M_EI_NA_1 INITIALIZED");
  }

  @AfterEach
  void stop() {
    centre.close();
    station.close();
  }

  private void dbl(int common, boolean select) throws Exception {
    centre.connection.doubleCommand(common, CauseOfTransmission.ACTIVATION, 100,
        new IeDoubleCommand(IeDoubleCommand.DoubleCommandState.ON, 0, select));
  }

  private void says(int order, CommandState state) {
    Until.is("order " + order, () -> orders.size() > order);
    listeners.get(order).onState(state, state == CommandState.REFUSED ? AdditionalCause.BLOCKED_BY_INTERLOCKING : null, "because");
  }

  @Test
  void selectAndExecuteEndWithReturnInformationAndTermination() throws Exception {
    dbl(1, true);
    says(0, CommandState.SELECTED);
    centre.await(CON);
    dbl(1, false);
    says(1, CommandState.ACCEPTED);
    says(1, CommandState.CONFIRMED);
    station.view.set("oak", "BRK-1", "pos", 2, 1_767_225_600_000_000_000L, Quality.GOOD);
    station.deliver(new Batch("oak", Lane.EVENT).with("BRK-1", "pos", Kind.DOUBLE_POINT, 2, 1_767_225_600_000_000_000L)
        .as(Cause.RETURN_REMOTE, Quality.GOOD));
    centre.await(END);
    assertThat(centre.words()).containsSubsequence(CON, CON, "M_DP_TB_1 RETURN_INFO_REMOTE", END);
    assertThat(orders.get(0).action()).isEqualTo(Action.SELECT);
    assertThat(orders.get(1).action()).isEqualTo(Action.OPERATE);
    assertThat(orders.get(1).idLow()).as("one identity").isEqualTo(orders.get(0).idLow());
    assertThat(orders.get(1).point()).isEqualTo("BRK-1/pos");
    assertThat(orders.get(1).kind()).isEqualTo(Kind.DOUBLE_POINT);
    assertThat(orders.get(1).bits()).isEqualTo(2);
  }

  @Test
  void aRefusalIsANegativeConfirmation() throws Exception {
    dbl(2, false);
    says(0, CommandState.REFUSED);
    centre.await(REFUSED);
  }

  @Test
  void anExecuteWithoutSelectIsRefusedHere() throws Exception {
    dbl(1, false);
    centre.await(REFUSED);
    assertThat(orders).isEmpty();
  }

  @Test
  void whatNobodyKnowsIsNeitherRefusedNorTerminatedAndAPointSaysSo() throws Exception {
    dbl(2, false);
    says(0, CommandState.ACCEPTED);
    says(0, CommandState.UNKNOWN);
    centre.await(CON);
    assertThat(centre.words()).doesNotContain(END, REFUSED);
    // The point is oak's: elm has none in this table. The same to oak:
    dbl(1, true);
    says(1, CommandState.SELECTED);
    Until.is("selected", () -> centre.words().stream().filter(CON::equals).count() == 2);
    dbl(1, false);
    says(2, CommandState.UNKNOWN);
    Until.is("the point says so", () -> centre.heard.stream().anyMatch(asdu -> asdu.toString().contains("M_SP_TB_1")
        && asdu.toString().contains("IOA: 901") && asdu.toString().contains("is on: true")));
    assertThat(centre.words()).doesNotContain(END, REFUSED);
  }

  @Test
  void anOutcomeWithoutFeedbackShowsThePresentStateAndTerminates() throws Exception {
    dbl(2, false);
    says(0, CommandState.OPERATED);
    says(0, CommandState.EXECUTED_NOT_CONFIRMED);
    centre.await(END);
    assertThat(centre.words()).containsSubsequence(CON, "M_DP_NA_1 RETURN_INFO_REMOTE", END);
  }

  @Test
  void withoutControlOrWithAnOldTimeEverythingIsRefused() throws Exception {
    centre.connection.doubleCommandWithTimeTag(2, CauseOfTransmission.ACTIVATION, 100,
        new IeDoubleCommand(IeDoubleCommand.DoubleCommandState.ON, 0, false), new IeTime56(1_000_000_000_000L));
    centre.await("C_DC_TA_1 ACTIVATION_CON negative");
    station.desk = null;
    dbl(2, false);
    centre.await(REFUSED);
    assertThat(orders).isEmpty();
  }

  @Test
  void aStepAndAnAddressThatIsNotThere() throws Exception {
    centre.connection.regulatingStepCommand(1, CauseOfTransmission.ACTIVATION, 400,
        new IeRegulatingStepCommand(IeRegulatingStepCommand.StepCommandState.NEXT_STEP_HIGHER, 0, false));
    says(0, CommandState.ACCEPTED);
    centre.await("C_RC_NA_1 ACTIVATION_CON");
    assertThat(orders.get(0).bits()).isEqualTo(1);
    centre.connection.doubleCommand(1, CauseOfTransmission.ACTIVATION, 4_711, new IeDoubleCommand(IeDoubleCommand.DoubleCommandState.ON, 0, false));
    centre.await("C_DC_NA_1 UNKNOWN_INFORMATION_OBJECT_ADDRESS negative");
  }
}
