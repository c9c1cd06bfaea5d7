package io.busbar.driver.modbus.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.data.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriterTest {
  private final Rig rig = new Rig(Plant.tcp());
  private final List<String> told = new ArrayList<>();
  private boolean mayWrite = true;

  WriterTest() {
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("open", "10011", 60_000, "write", "00001"),
        Plant.point("limit", "40401", 60_000, "write", "40401 int16"), Plant.point("set", "40411 float32", 60_000, "write", "40411 float32 CDAB"),
        Plant.point("trip", "40421", 60_000, "write", "40421 bit 3"),
        Plant.point("mode", "40422", 60_000, "write", "40422 uint16 BA mask 0x0F00"),
        Plant.point("plain", "40101", 60_000)), new byte[0]);
    rig.line.peer = frame -> {
      byte[] echo = Arrays.copyOfRange(frame, 7, frame[7] == 22 ? 14 : 12);
      rig.line.arrives(5, FakeDevice.mbap(FakeDevice.word(frame, 0), 7, echo));
    };
  }

  private String command(String point, Command.Action action, Kind kind, long bits) {
    return command(point, action, kind, bits, 0);
  }

  private String command(String point, Command.Action action, Kind kind, long bits, long onMs) {
    told.clear();
    rig.driver.command(0, new Command(1, 2, action, "FDR-07/" + point, kind, bits, Long.MAX_VALUE, new Command.Originator(3, "test"), 0, false,
        false, false, new Command.Pulse(onMs, 0, 1), 0), new Progress());
    return String.join("; ", told);
  }

  private String operate(String point, Kind kind, long bits) {
    return command(point, Command.Action.OPERATE, kind, bits);
  }

  private byte[] lastPdu() {
    byte[] frame = rig.line.written.get(rig.line.written.size() - 1);
    return Arrays.copyOfRange(frame, 7, frame.length);
  }

  @Test
  void writesACoilARegisterAndAValueOfSeveral() {
    assertThat(operate("open", Kind.BOOLEAN, 1)).isEqualTo("operated");
    assertThat(lastPdu()).containsExactly(5, 0, 0, 0xFF, 0);
    assertThat(operate("limit", Kind.INT64, -2)).isEqualTo("operated");
    assertThat(lastPdu()).containsExactly(6, 0x01, 0x90, 0xFF, 0xFE);
    assertThat(operate("set", Kind.DOUBLE, Double.doubleToRawLongBits(123.456))).isEqualTo("operated");
    assertThat(lastPdu()).containsExactly(16, 0x01, 0x9A, 0, 2, 4, 0xE9, 0x79, 0x42, 0xF6);
  }

  @Test
  void aPartOfARegisterIsWrittenWithoutTouchingTheRest() {
    assertThat(operate("trip", Kind.BOOLEAN, 1)).isEqualTo("operated");
    assertThat(lastPdu()).containsExactly(22, 0x01, 0xA4, 0xFF, 0xF7, 0, 0x08);
    assertThat(operate("trip", Kind.BOOLEAN, 0)).isEqualTo("operated");
    assertThat(lastPdu()).containsExactly(22, 0x01, 0xA4, 0xFF, 0xF7, 0, 0);
    assertThat(operate("mode", Kind.INT64, 5)).isEqualTo("operated");
    assertThat(lastPdu()).as("bytes swapped").containsExactly(22, 0x01, 0xA5, 0xFF, 0xF0, 0, 0x05);
    assertThat(operate("mode", Kind.INT64, 16)).startsWith("refused OTHER the value does not fit");
    assertThat(operate("mode", Kind.INT64, -1)).startsWith("refused OTHER the value does not fit");
  }

  @Test
  void aPulseGoesOffAgainWhenItsTimeIsOver() {
    assertThat(command("open", Command.Action.OPERATE, Kind.BOOLEAN, 1, 400)).isEqualTo("accepted");
    rig.run(390);
    assertThat(rig.line.written).hasSize(1);
    rig.run(30);
    assertThat(rig.line.written).hasSize(2);
    assertThat(lastPdu()).containsExactly(5, 0, 0, 0, 0);
    assertThat(told).containsExactly("accepted", "operated");
  }

  @Test
  void aPulseEndsEarlyRatherThanNever() {
    command("trip", Command.Action.OPERATE, Kind.BOOLEAN, 1, 9_000);
    rig.driver.unbind(0);
    assertThat(lastPdu()).containsExactly(22, 0x01, 0xA4, 0xFF, 0xF7, 0, 0);
    assertThat(told).containsExactly("accepted", "operated");
  }

  @Test
  void aPulseWhoseEndNobodyKnowsIsUnknown() {
    command("open", Command.Action.OPERATE, Kind.BOOLEAN, 1, 400);
    rig.line.peer = frame -> { };
    rig.run(450);
    assertThat(told).hasSize(2).last().asString().startsWith("unknown coil 0 (00001) of unit 7 was switched on, and whether it is off again");
    assertThat(rig.line.written).hasSize(2);
  }

  @Test
  void whatIsNoPulseIsNotMadeOne() {
    assertThat(command("limit", Command.Action.OPERATE, Kind.INT64, 5, 400)).startsWith("refused NOT_SUPPORTED a pulse switches a coil or a bit");
    assertThat(command("open", Command.Action.OPERATE, Kind.BOOLEAN, 0, 400)).startsWith("refused NOT_SUPPORTED a pulse switches a coil or a bit");
    assertThat(command("open", Command.Action.OPERATE, Kind.BOOLEAN, 1, 10_001)).startsWith("refused NOT_SUPPORTED Modbus has no trains");
    assertThat(rig.line.written).isEmpty();
  }

  @Test
  void refusesWhatItCannotDoWithoutAskingTheDevice() {
    assertThat(operate("plain", Kind.INT64, 1))
        .isEqualTo("refused NOT_SUPPORTED FDR-07/plain takes no commands: its template has no \"write\" for it");
    assertThat(operate("limit", Kind.INT64, 40_000)).startsWith("refused OTHER the value does not fit holding 400 (40401) int16");
    assertThat(operate("limit", Kind.DOUBLE, Double.doubleToRawLongBits(0.5))).startsWith("refused OTHER");
    assertThat(command("open", Command.Action.SELECT, Kind.BOOLEAN, 1)).startsWith("refused NOT_SUPPORTED Modbus has no select");
    rig.line.failure = "bus1: closed";
    assertThat(operate("open", Kind.BOOLEAN, 1)).isEqualTo("refused BLOCKED_BY_HEALTH bus1: closed");
    assertThat(rig.line.written).isEmpty();
  }

  @Test
  void isNotWrittenWhenWithheldAtTheLastMoment() {
    mayWrite = false;
    assertThat(operate("open", Kind.BOOLEAN, 1)).isEmpty();
    assertThat(rig.line.written).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotComeIsUnknownAndNothingIsRepeated() {
    rig.line.peer = frame -> { };
    assertThat(operate("open", Kind.BOOLEAN, 1)).startsWith("unknown no acknowledgement from unit 7");
    assertThat(rig.line.written).hasSize(1);
  }

  @Test
  void aRefusalOfTheDeviceIsTold() {
    rig.line.peer = frame -> rig.line.arrives(5, FakeDevice.mbap(FakeDevice.word(frame, 0), 7, new byte[] {(byte) (frame[7] | 0x80), 3}));
    assertThat(operate("limit", Kind.INT64, 5)).startsWith("refused OTHER exception 03.");
  }

  private final class Progress implements CommandProgress {
    @Override
    public boolean mayWrite() {
      return mayWrite;
    }

    @Override
    public void refused(AdditionalCause cause, String reason) {
      told.add("refused " + cause + " " + reason);
    }

    @Override
    public void accepted() {
      told.add("accepted");
    }

    @Override
    public void operated() {
      told.add("operated");
    }

    @Override
    public void terminated() {
      told.add("terminated");
    }

    @Override
    public void failed(AdditionalCause cause, String reason) {
      told.add("failed " + cause);
    }

    @Override
    public void unknown(String reason) {
      told.add("unknown " + reason);
    }
  }
}
