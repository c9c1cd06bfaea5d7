package io.busbar.driver.iec60870.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.command.Command;
import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.SourceLocation;
import io.busbar.iec60870.apci.ApciTiming;
import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.Cp56;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.Element;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TimeTag;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.iec60870.station.CommandHandler;
import io.busbar.iec60870.station.ControlledStation;
import io.busbar.iec60870.station.StationPoint;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Our master and our controlled station over a real TCP connection. */
class MasterAndStation104Test {
  private static final long T0 = 1_700_000_000_000_000_000L;
  private static final long MS = 1_000_000L;
  private static final int EVENTS = 300;
  private static final DeviceZone UTC = new DeviceZone(ZoneOffset.UTC);

  /** A breaker that does what it is told, and refuses at one address. */
  private static final class Breaker implements CommandHandler {
    final List<String> seen = new CopyOnWriteArrayList<>();
    volatile Answer answer = Answer.DONE;
    volatile long clock;

    @Override
    public Answer command(TypeId type, InformationObject object, boolean cancel) {
      seen.add(type + " " + object.address + " " + object.value + (object.select ? " select" : "") + (cancel ? " cancel" : ""));
      return object.address == 5009 ? Answer.UNKNOWN_OBJECT : object.select && answer == Answer.DONE ? Answer.CONFIRMED : answer;
    }

    @Override
    public Answer parameter(TypeId type, InformationObject object) {
      seen.add(type + " " + object.address + " " + Float.intBitsToFloat((int) object.value) + " KPA " + object.qualifier);
      return object.address == 5009 ? Answer.UNKNOWN_OBJECT : Answer.DONE;
    }

    @Override
    public void clock(long cp56) {
      clock = cp56;
    }
  }

  private final Breaker breaker = new Breaker();
  private final ControlledStation station = new ControlledStation(AsduFormat.IEC_104, 7, 10_000, breaker);

  private static ChannelSpec channel(String... more) {
    Map<String, String> settings = new HashMap<>(Map.of("host", "127.0.0.1", "lostAfter", "0s"));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return new ChannelSpec("rtu", "iec104", LiveMaster.settings(settings), SourceLocation.NONE);
  }

  private static LiveMaster.Plant plant(String... points) {
    return new LiveMaster.Plant("RTU", Map.of("station", "7"), List.of(points));
  }

  private static void event(ControlledStation to, StationPoint point, int i) {
    to.event(point, i % 2, Quality.GOOD, TimeTag.CP56, UTC.cp56(T0 + i * MS), CauseOfTransmission.SPONTANEOUS);
  }

  @Test
  void theWholeImageComesByInterrogationAndCountersByTheirs() throws Exception {
    for (int i = 0; i < 500; i++) {
      station.set(station.point(1000 + i, i % 2 == 0 ? Element.SINGLE : Element.SHORT_FLOAT, 0), i % 2 == 0 ? i / 2 % 2 : Float.floatToIntBits(i), 0);
    }
    station.set(station.point(9000, Element.COUNTER, 1), -5, Quality.COUNTER_CARRY);
    String[] points = new String[501];
    for (int i = 0; i < 500; i++) {
      points[i] = "p" + i + ": " + (1000 + i) + (i % 2 == 0 ? " single" : " float");
    }
    points[500] = "energy: 9000 counter";
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD); Wire wire = new Wire("image");
        LiveMaster master = new LiveMaster(channel("counters", "1h", "counterMode", "freeze", "clockSync", "1h"), new SocketLine(server.port(), wire),
            Driver104::new, new byte[0], plant(points))) {
      assertThat(master.await(() -> master.samples.size() >= 501)).as(master.states.toString()).isTrue();
      for (int i = 0; i < 500; i++) {
        LiveMaster.Sample sample = master.of("RTU/p" + i).get(0);
        assertThat(sample.bits()).isEqualTo(i % 2 == 0 ? i / 2 % 2 : Double.doubleToRawLongBits(i));
        assertThat(sample.cause()).isEqualTo(Cause.INTERROGATED);
        assertThat(sample.origin()).isEqualTo(Origin.INTEGRITY);
      }
      LiveMaster.Sample energy = master.of("RTU/energy").get(0);
      assertThat(energy.bits()).isEqualTo(-5);
      assertThat(energy.nativeCode()).as("number of the frozen reading").isEqualTo(1);
      assertThat(energy.quality()).isEqualTo(Quality.COUNTER_CARRY);
      assertThat(energy.cause()).isEqualTo(Cause.COUNTER_INTERROGATED);
      assertThat(master.await(() -> breaker.clock != 0)).isTrue();
      assertThat(Cp56.isDate(breaker.clock)).isTrue();
      assertThat(master.state()).isEqualTo("0 OK ");
      wire.mustBeUnderstoodByTshark();
    }
  }

  @Test
  void eventsAreAcknowledgedOnlyWhenSettledAndComeOnceAcrossBreaks() throws Exception {
    StationPoint point = station.point(1, Element.SINGLE, 0);
    ApciTiming quick = new ApciTiming(12, 8, 15_000 * MS, 20 * MS, 20_000 * MS);
    try (StationServer server = new StationServer(station, quick)) {
      server.with(to -> java.util.stream.IntStream.range(0, EVENTS).forEach(i -> event(to, point, i)));
      byte[] token;
      try (LiveMaster master = new LiveMaster(channel("t1", "20s", "t2", "50ms"), new SocketLine(server.port(), (sent, bytes) -> { }), Driver104::new,
          new byte[0], plant("s: 1 single"))) {
        master.settles = false;
        assertThat(master.await(() -> events(master).size() >= 1)).as(master.states.toString()).isTrue();
        server.with(to -> assertThat(to.waiting()).as("nothing is settled, nothing acknowledged").isEqualTo(EVENTS));
        master.settles = true;
        master.settleAll();
        assertThat(master.await(() -> events(master).size() > 40)).isTrue();
        server.deaf(true); // what is acknowledged from here on does not arrive
        Thread.sleep(50);
        server.cut();
        server.deaf(false);
        assertThat(master.await(() -> events(master).size() > 90)).isTrue();
        server.deaf(true);
        token = master.lastToken();
        List<Long> came = events(master); // more may come meanwhile
        assertThat(came).isEqualTo(inOrder(came.size()));
        server.cut();
        master.close(); // the gateway goes away
        int before = events(master).size();
        server.deaf(false);
        try (LiveMaster next = new LiveMaster(channel(), new SocketLine(server.port(), (sent, bytes) -> { }), Driver104::new,
            master.lastToken(), plant("s: 1 single"))) {
          assertThat(next.await(() -> before + events(next).size() >= EVENTS)).isTrue();
          assertThat(LongStream.concat(events(master).stream().mapToLong(x -> x), events(next).stream().mapToLong(x -> x)).boxed().toList())
              .as("each once, in order, with its time").isEqualTo(inOrder(EVENTS));
          assertThat(next.samples).filteredOn(each -> each.origin() == Origin.EVENT).allMatch(each -> each.timeQuality() == TimeQuality.SYNCHRONISED);
        }
      }
      assertThat(token).isNotEmpty();
    }
  }

  /** Times of the events that came, in ms after the first. */
  private static List<Long> events(LiveMaster master) {
    return master.of("RTU/s").stream().filter(each -> each.origin() == Origin.EVENT).map(each -> (each.sourceNs() - T0) / MS).toList();
  }

  private static List<Long> inOrder(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  @Test
  void whileTheJournalIsFullTheConnectionIsClosedOnceAndTheStationKeepsItsEvents() throws Exception {
    StationPoint point = station.point(1, Element.SINGLE, 0);
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD);
        LiveMaster master = new LiveMaster(channel("t1", "15s", "t2", "100ms"), new SocketLine(server.port(), (sent, bytes) -> { }), Driver104::new,
            new byte[0], plant("s: 1 single"))) {
      assertThat(master.await(() -> master.state().contains("OK"))).isTrue();
      master.room = false;
      server.with(to -> java.util.stream.IntStream.range(0, EVENTS).forEach(i -> event(to, point, i)));
      assertThat(master.await(() -> master.state().contains("journal is full"))).isTrue();
      int connections = server.connections;
      Thread.sleep(300);
      assertThat(server.connections).as("no loop of connects").isEqualTo(connections);
      master.room = true;
      assertThat(master.await(() -> events(master).size() >= EVENTS)).isTrue();
      assertThat(events(master)).isEqualTo(inOrder(EVENTS));
    }
  }

  @Test
  void aCommandEndsAsTheStationSays() throws Exception {
    station.set(station.point(1, Element.DOUBLE, 0), 1, Quality.GOOD);
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD); Wire wire = new Wire("commands");
        LiveMaster master = new LiveMaster(channel("confirmTimeout", "60s", "terminationTimeout", "60s"), new SocketLine(server.port(), wire),
            Driver104::new, new byte[0], plant("pos: 1 double; 5001 double select", "gone: 2 single; 5009 single", "set: 3 float; 6000 float timed",
            "tap: 4 step; 6001 step", "none: 5 single"))) {
      assertThat(master.await(() -> master.state().contains("OK"))).isTrue();
      ended(master, Command.Action.SELECT, "RTU/pos", Kind.BOOLEAN, 1, "[mayWrite, accepted]");
      ended(master, Command.Action.OPERATE, "RTU/pos", Kind.BOOLEAN, 1, "[mayWrite, accepted, operated, terminated]");
      ended(master, Command.Action.CANCEL, "RTU/pos", Kind.BOOLEAN, 1, "[mayWrite, accepted]");
      ended(master, Command.Action.OPERATE, "RTU/set", Kind.DOUBLE, Double.doubleToRawLongBits(1.5), "[mayWrite, accepted, operated, terminated]");
      ended(master, Command.Action.OPERATE, "RTU/tap", Kind.BOOLEAN, 0, "[mayWrite, accepted, operated, terminated]");
      assertThat(breaker.seen).containsExactly("C_DC_NA_1 5001 2 select", "C_DC_NA_1 5001 2", "C_DC_NA_1 5001 2 cancel", "C_SE_TC_1 6000 1069547520",
          "C_RC_NA_1 6001 1");
      ended(master, Command.Action.OPERATE, "RTU/gone", Kind.BOOLEAN, 1, "refused NOT_SUPPORTED");
      ended(master, Command.Action.OPERATE, "RTU/none", Kind.BOOLEAN, 1, "refused NOT_SUPPORTED");
      ended(master, Command.Action.SELECT, "RTU/tap", Kind.BOOLEAN, 1, "refused NOT_SUPPORTED");
      breaker.answer = CommandHandler.Answer.REFUSED;
      ended(master, Command.Action.SELECT, "RTU/pos", Kind.BOOLEAN, 1, "refused SELECT_FAILED");
      assertThat(breaker.seen).as("nothing is repeated").hasSize(7);
      wire.mustBeUnderstoodByTshark();
    }
  }

  @Test
  void aParameterOfAMeasuredValueIsSetAndConfirmed() throws Exception {
    station.set(station.point(1, Element.SHORT_FLOAT, 0), 0, Quality.GOOD);
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD); Wire wire = new Wire("parameters");
        LiveMaster master = new LiveMaster(channel(), new SocketLine(server.port(), wire), Driver104::new, new byte[0],
            plant("band: 1 float; 2001 float threshold", "gone: 2 float; 5009 float highLimit"))) {
      assertThat(master.await(() -> master.state().contains("OK"))).isTrue();
      ended(master, Command.Action.OPERATE, "RTU/band", Kind.DOUBLE, Double.doubleToRawLongBits(2.5), "[mayWrite, accepted, operated]");
      ended(master, Command.Action.OPERATE, "RTU/gone", Kind.DOUBLE, Double.doubleToRawLongBits(9), "refused NOT_SUPPORTED");
      assertThat(breaker.seen).containsExactly("P_ME_NC_1 2001 2.5 KPA 1", "P_ME_NC_1 5009 9.0 KPA 4");
      wire.mustBeUnderstoodByTshark();
    }
  }

  @Test
  void aCommandWhoseEndOrWhoseConfirmationDoesNotComeEndsAsUnknownAndIsNotRepeated() throws Exception {
    station.set(station.point(1, Element.DOUBLE, 0), 1, Quality.GOOD);
    withoutAnswer(CommandHandler.Answer.CONFIRMED, "terminationTimeout", "confirmTimeout", "accepted, operated, unknown confirmed by station 7");
    withoutAnswer(CommandHandler.Answer.SILENT, "confirmTimeout", "terminationTimeout",
        "[mayWrite, unknown sent to station 7, which did not confirm");
    assertThat(breaker.seen).as("nothing is repeated").containsExactly("C_DC_NA_1 5001 1", "C_DC_NA_1 5001 1");
  }

  /** Only what the station does not do runs into its time: the rest may take its time on a slow machine. */
  private void withoutAnswer(CommandHandler.Answer answer, String runsOut, String doesNot, String end) throws Exception {
    breaker.answer = answer;
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD);
        LiveMaster master = new LiveMaster(channel(runsOut, "1s", doesNot, "60s"), new SocketLine(server.port(), (sent, bytes) -> { }),
            Driver104::new, new byte[0], plant("pos: 1 double; 5001 double select"))) {
      assertThat(master.await(() -> master.state().contains("OK"))).isTrue();
      ended(master, Command.Action.OPERATE, "RTU/pos", Kind.BOOLEAN, 0, end);
    }
  }

  private static void ended(LiveMaster master, Command.Action action, String point, Kind kind, long bits, String end) throws InterruptedException {
    List<String> states = master.command(0, LiveMaster.operate(action, point, kind, bits));
    assertThat(master.await(() -> states.toString().contains(end))).as(action + " " + point + ": " + states + ", wanted " + end).isTrue();
  }
}
