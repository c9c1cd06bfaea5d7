package io.busbar.sink.iec104;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Lane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmuc.j60870.ASdu;
import org.openmuc.j60870.ASduType;
import org.openmuc.j60870.ie.IeTime56;
import org.openmuc.j60870.ie.InformationElement;
import org.openmuc.j60870.ie.InformationObject;

/** Events of a redundancy group arrive once and in order, whichever connection is served, also over a restart of central. */
class RedundancyTest {
  private static final long START_NS = 1_767_225_600_000_000_000L;
  private static final int EVENTS = 200;
  private static final int TRIP = 101;

  @TempDir
  Path folder;

  @Test
  void aSwitchOverDoublesAndLosesNothing() throws Exception {
    try (RunningStation station = new RunningStation(folder, RunningStation.SETTINGS, RunningStation.POINTS);
        ControlCentre first = new ControlCentre(station.port());
        ControlCentre second = new ControlCentre(station.port())) {
      first.start();
      happen(station, 0, EVENTS);
      Until.is("all have come", () -> times(first).size() == EVENTS && station.settled("scada") == EVENTS);
      first.connection.stopDataTransfer();
      happen(station, EVENTS, 2 * EVENTS);
      assertThat(times(second)).as("stands by").isEmpty();
      second.start();
      Until.is("the others come", () -> times(second).size() >= EVENTS);
      List<Long> all = times(first);
      all.addAll(times(second));
      assertThat(all).hasSize(2 * EVENTS).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void whatWasNotAcknowledgedComesAgainAfterARestartOfCentral() throws Exception {
    TreeMap<Long, Integer> journal = new TreeMap<>();
    List<Long> all = new ArrayList<>();
    long settled;
    try (RunningStation station = new RunningStation(folder, RunningStation.SETTINGS, RunningStation.POINTS)) {
      try (ControlCentre centre = new ControlCentre(station.port()).start()) {
        for (int i = 0; i < EVENTS; i++) {
          journal.put(station.happens("oak", "BRK-1", "trip", Kind.BOOLEAN, i & 1, time(i)), i);
        }
        Until.is("all have come and are acknowledged", () -> station.settled("scada") == EVENTS && times(centre).size() == EVENTS);
        all.addAll(times(centre));
      }
      for (int i = EVENTS; i < 2 * EVENTS; i++) {
        journal.put(station.happens("oak", "BRK-1", "trip", Kind.BOOLEAN, i & 1, time(i)), i);
      }
      settled = station.settled("scada");
    }
    assertThat(settled).as("nobody was there to fetch the others").isEqualTo(EVENTS);
    try (RunningStation again = new RunningStation(folder, RunningStation.SETTINGS, RunningStation.POINTS);
        ControlCentre centre = new ControlCentre(again.port()).start()) {
      for (int i : journal.tailMap(settled, false).values()) {
        again.happens("oak", "BRK-1", "trip", Kind.BOOLEAN, i & 1, time(i));
      }
      Until.is("the others come", () -> times(centre).size() >= EVENTS);
      all.addAll(times(centre));
    }
    assertThat(all).hasSize(2 * EVENTS).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aConnectionThatBreaksLosesNothing() throws Exception {
    try (RunningStation station = new RunningStation(folder, RunningStation.SETTINGS, RunningStation.POINTS)) {
      List<ControlCentre> centres = new ArrayList<>();
      for (int life = 0; life < 5; life++) {
        try (ControlCentre centre = new ControlCentre(station.port()).start()) {
          centres.add(centre);
          happen(station, life * EVENTS, (life + 1) * EVENTS);
          int wanted = life * EVENTS + EVENTS / 2;
          Until.is("some come", () -> centres.stream().flatMap(each -> times(each).stream()).anyMatch(number -> number >= wanted));
        }
      }
      try (ControlCentre last = new ControlCentre(station.port()).start()) {
        centres.add(last);
        Until.is("all are settled", () -> station.settled("scada") == 5L * EVENTS);
      }
      for (ControlCentre centre : centres) {
        assertThat(times(centre)).as("once and in order on each connection").isSorted().doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void whatNobodyFetchesInTimeIsDroppedAndSaid() throws Exception {
    try (RunningStation station = new RunningStation(folder, RunningStation.SETTINGS, RunningStation.POINTS)) {
      long position = station.deliver(new Batch("oak", Lane.EVENT).with("BRK-1", "trip", Kind.BOOLEAN, 1, START_NS).received(START_NS));
      Until.is("it is given up", () -> station.settled("scada") == position);
      Until.is("it is said", () -> station.sink("scada").describe().contains("1 were dropped"));
      assertThat(station.server.health()).anyMatch(report -> report.text().contains("no client has started data transfer"));
    }
  }

  @Test
  void groupsHaveABufferEach() throws Exception {
    String settings = "groups:\n  scada: {listen: \"127.0.0.1:0\"}\n  dms: {listen: \"localhost:0\"}\n";
    try (RunningStation station = new RunningStation(folder, settings, RunningStation.POINTS);
        ControlCentre scada = new ControlCentre(station.port()).start()) {
      happen(station, 0, EVENTS);
      Until.is("all are settled", () -> station.settled("scada") == EVENTS && times(scada).size() == EVENTS);
      assertThat(station.settled("dms")).as("nobody fetched them").isZero();
      try (ControlCentre dms = new ControlCentre(station.server.port("localhost:0")).start()) {
        Until.is("the other group gets them too", () -> times(dms).size() == EVENTS);
      }
    }
  }

  private static void happen(RunningStation station, int from, int to) {
    for (int i = from; i < to; i++) {
      station.happens("oak", "BRK-1", "trip", Kind.BOOLEAN, i & 1, time(i));
    }
  }

  private static long time(int number) {
    return START_NS + number * 1_000_000L;
  }

  /** Numbers of the events that were heard. */
  private static List<Long> times(ControlCentre centre) {
    List<Long> numbers = new ArrayList<>();
    for (ASdu asdu : centre.heard) {
      if (asdu.getTypeIdentification() == ASduType.M_SP_TB_1) {
        for (InformationObject object : asdu.getInformationObjects()) {
          if (object.getInformationObjectAddress() != TRIP) {
            continue;
          }
          for (InformationElement[] row : object.getInformationElements()) {
            numbers.add(((IeTime56) row[row.length - 1]).getTimestamp(2_000, java.util.TimeZone.getTimeZone("UTC")) - START_NS / 1_000_000);
          }
        }
      }
    }
    return numbers;
  }
}
