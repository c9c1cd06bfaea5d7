package io.busbar.driver.iec60870.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.command.Command;
import io.busbar.api.data.Kind;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.SourceLocation;
import io.busbar.iec60870.apci.ApciTiming;
import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.Element;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.iec60870.station.CommandHandler;
import io.busbar.iec60870.station.ControlledStation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Commands beside each other, and what becomes of them when their device goes. */
class CommandsOf104Test {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private volatile CommandHandler.Answer answer = CommandHandler.Answer.CONFIRMED;
  private final ControlledStation station = new ControlledStation(AsduFormat.IEC_104, 7, 100, new CommandHandler() {
    @Override
    public Answer command(TypeId type, InformationObject object, boolean cancel) {
      seen.add(object.address + "=" + object.value);
      return answer;
    }
  });

  private LiveMaster master(StationServer server) throws IOException {
    station.point(1, Element.SINGLE, 0);
    station.point(2, Element.SINGLE, 0);
    ChannelSpec channel = new ChannelSpec("rtu", "iec104", LiveMaster.settings(Map.of("host", "127.0.0.1", "confirmTimeout", "60s",
        "terminationTimeout", "60s")), SourceLocation.NONE);
    return new LiveMaster(channel, new SocketLine(server.port(), (sent, bytes) -> { }), Driver104::new, new byte[0],
        new LiveMaster.Plant("RTU", Map.of("station", "7"), List.of("one: 1 single; 5001 single", "two: 2 single; 5002 single")));
  }

  private static Command close(String point) {
    return LiveMaster.operate(Command.Action.OPERATE, point, Kind.BOOLEAN, 1);
  }

  @Test
  void twoObjectsAreCommandedAtOnceAndOneObjectOnlyOnce() throws Exception {
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD); LiveMaster master = master(server)) {
      assertThat(master.await(() -> master.state().contains("OK"))).isTrue();
      List<String> one = master.command(0, close("RTU/one"));
      List<String> two = master.command(0, close("RTU/two"));
      assertThat(master.await(() -> one.contains("operated") && two.contains("operated"))).as(one + " " + two).isTrue();
      answer = CommandHandler.Answer.SILENT;
      List<String> next = master.command(0, close("RTU/one"));
      List<String> again = master.command(0, close("RTU/one"));
      assertThat(master.await(() -> again.toString().contains("refused COMMAND_ALREADY_IN_EXECUTION"))).as(again.toString()).isTrue();
      assertThat(master.await(() -> seen.size() == 3)).as("" + next).isTrue();
      server.with(its -> its.terminated(TypeId.C_SC_NA_1, object(5002), true));
      assertThat(master.await(() -> two.contains("terminated"))).as(two.toString()).isTrue();
      assertThat(one).as("its termination has not come").doesNotContain("terminated");
      assertThat(seen).containsExactly("5001=1", "5002=1", "5001=1");
    }
  }

  /** The guard has given the first its outcome (executed, not confirmed) long before a termination is overdue. */
  @Test
  void theNextCommandDoesNotWaitForATerminationThatNeverComes() throws Exception {
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD); LiveMaster master = master(server)) {
      assertThat(master.await(() -> master.state().contains("OK"))).isTrue();
      List<String> first = master.command(0, close("RTU/one"));
      assertThat(master.await(() -> first.contains("operated"))).as("" + first).isTrue();
      List<String> second = master.command(0, close("RTU/one"));
      assertThat(master.await(() -> second.contains("operated"))).as("" + second).isTrue();
      assertThat(first.toString()).contains("unknown confirmed by station 7").doesNotContain("terminated");
      terminate(server);
      assertThat(master.await(() -> second.contains("terminated"))).as("" + second).isTrue();
      assertThat(seen).containsExactly("5001=1", "5001=1");
    }
  }

  @Test
  void aLateTerminationIsNotTakenForThatOfTheNextCommand() throws Exception {
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD); LiveMaster master = master(server)) {
      assertThat(master.await(() -> master.state().contains("OK"))).isTrue();
      List<String> first = master.command(0, close("RTU/one"));
      assertThat(master.await(() -> first.contains("operated"))).as("" + first).isTrue();
      answer = CommandHandler.Answer.SILENT;
      List<String> second = master.command(0, close("RTU/one"));
      assertThat(master.await(() -> seen.size() == 2)).as("" + second).isTrue();
      terminate(server);
      List<String> other = master.command(0, close("RTU/two"));
      assertThat(master.await(() -> seen.size() == 3)).as("" + other).isTrue();
      server.with(its -> its.terminated(TypeId.C_SC_NA_1, object(5002), true));
      server.with(its -> its.terminated(TypeId.C_SC_NA_1, object(5001), false));
      master.send(driver -> driver.unbind(0));
      assertThat(master.await(() -> second.toString().contains("unknown"))).as("" + second).isTrue();
      assertThat(second.toString()).doesNotContain("operated").doesNotContain("terminated").doesNotContain("failed");
    }
  }

  private static InformationObject object(int address) {
    InformationObject object = new InformationObject();
    object.set(address, 1);
    return object;
  }

  private static void terminate(StationServer server) throws InterruptedException {
    server.with(its -> its.terminated(TypeId.C_SC_NA_1, object(5001), true));
  }

  @Test
  void aCommandThatWasWrittenIsUnknownWhenItsDeviceIsTakenOut() throws Exception {
    answer = CommandHandler.Answer.SILENT;
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD); LiveMaster master = master(server)) {
      assertThat(master.await(() -> master.state().contains("OK"))).isTrue();
      List<String> one = master.command(0, close("RTU/one"));
      assertThat(master.await(() -> seen.size() == 1)).isTrue();
      master.send(driver -> driver.unbind(0));
      String end = "unknown sent to station 7, outcome not known: the device was taken out";
      assertThat(master.await(() -> one.toString().contains(end))).as(one.toString()).isTrue();
    }
  }
}
