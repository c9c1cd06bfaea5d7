package io.busbar.iec60870.station;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Quality;
import io.busbar.iec60870.apci.ApciTiming;
import io.busbar.iec60870.apci.Fault;
import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.Element;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TimeTag;
import io.busbar.iec60870.codec.TypeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the conversations of {@code scenarios-104.txt}, which says how they are written. */
class ScenariosTest {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();
  private static final int COMMANDED = 5000;

  private record Scenario(String name, List<String> steps) {}

  @TestFactory
  List<DynamicTest> scenarios() throws IOException {
    List<Scenario> all = new ArrayList<>();
    try (var in = Objects.requireNonNull(ScenariosTest.class.getResourceAsStream("scenarios-104.txt"), "scenarios-104.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("scenario ")) {
          all.add(new Scenario(line.substring(9), new ArrayList<>()));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          all.get(all.size() - 1).steps().add(line);
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(20);
    return all.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> new Run().run(each.steps()))).toList();
  }

  /** One scenario on simulated time. */
  private static final class Run {
    private final ControlledStation station = new ControlledStation(AsduFormat.IEC_104, 1, 100, Run::command);
    private final ArrayDeque<String> sent = new ArrayDeque<>();
    private final StationPoint point = station.point(1, Element.SINGLE, 0);
    private long nowNs;
    private Outstation104 connection = connect();
    private Fault fault = Fault.NONE;

    Run() {
      station.set(point, 1, Quality.GOOD);
      station.set(station.point(8, Element.COUNTER, 1), 5, Quality.GOOD);
      station.files().add(new StationFile(9, 7, 0, new byte[] {1, 2, 3}, 100));
    }

    private static CommandHandler.Answer command(TypeId type, InformationObject object, boolean cancel) {
      return object.address != COMMANDED ? CommandHandler.Answer.UNKNOWN_OBJECT
          : object.select || cancel ? CommandHandler.Answer.CONFIRMED : CommandHandler.Answer.DONE;
    }

    private Outstation104 connect() {
      return new Outstation104(station, ApciTiming.STANDARD,
          (bytes, offset, length) -> sent.add(HEX.formatHex(Arrays.copyOfRange(bytes, offset, offset + length))), nowNs);
    }

    void run(List<String> steps) {
      for (String step : steps) {
        String[] words = step.split(" ", 2);
        switch (words[0]) {
          case ">" -> received(HEX.parseHex(words[1]));
          case "<" -> assertThat(sent.poll()).as(step).isEqualTo(words[1]);
          case "nothing" -> assertThat(sent).as(step).isEmpty();
          case "wait" -> {
            nowNs += Long.parseLong(words[1]) * 1_000_000;
            work();
          }
          case "event" -> events(1);
          case "events" -> events(Integer.parseInt(words[1]));
          case "units" -> units(Integer.parseInt(words[1]));
          case "reconnect" -> {
            connection.closed();
            sent.clear();
            connection = connect();
          }
          case "closed" -> assertThat(fault).as(step).isEqualTo(Fault.valueOf(words[1]));
          default -> throw new IllegalArgumentException("what is \"" + step + "\"?");
        }
        assertThat(fault == Fault.NONE || steps.get(steps.size() - 1).startsWith("closed")).as(step + ": " + fault).isTrue();
      }
    }

    private void received(byte[] bytes) {
      System.arraycopy(bytes, 0, connection.stream().bytes(), connection.stream().writeAt(), bytes.length);
      connection.stream().added(bytes.length);
      work();
    }

    private void work() {
      fault = connection.work(nowNs);
    }

    private void events(int count) {
      for (int i = 0; i < count; i++) {
        station.event(point, i % 2, Quality.GOOD, TimeTag.NONE, 0, CauseOfTransmission.SPONTANEOUS);
      }
      work();
    }

    private void units(int count) {
      for (int i = 0; i < count; i++) {
        assertThat(sent.poll()).as("unit " + i).isNotNull();
      }
      assertThat(sent).as("units beyond " + count).isEmpty();
    }
  }
}
