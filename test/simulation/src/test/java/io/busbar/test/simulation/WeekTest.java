package io.busbar.test.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.StreamId;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class WeekTest {
  private static final Logger LOG = Logger.getLogger("io.busbar");

  @Test
  void inAWeekOfOutagesAFullDiskAndASteppingClockAllIsDeliveredOrAccountedFor() throws Exception {
    LOG.setLevel(Level.OFF);
    long started = System.nanoTime();
    Week week = new Week(Long.getLong("busbar.seed", 1));
    try {
      week.run();
    } finally {
      LOG.setLevel(null);
    }
    long counted = week.sink().gapRecords.stream().mapToLong(GapRecord::count).sum();
    System.out.printf("a week in %.1f s, %d steps: %d samples settled, %d events, %d live and %d history delivered, %d measurements dropped and"
        + " accounted for by %d gap records, %d offers refused while the disk was full%n", (System.nanoTime() - started) / 1e9, week.steps,
        week.settled(), week.sink().events, week.sink().live, week.sink().history, week.missing(StreamId.MEASUREMENTS), week.sink().gapRecords.size(),
        week.refused);
    assertThat(week.missing(StreamId.EVENTS)).as("events are kept").isZero();
    assertThat(week.missing(StreamId.MEASUREMENTS)).as("the journal was too small for two outages").isPositive();
    assertThat(week.unaccounted()).isEmpty();
    assertThat(week.sink().gapRecords).allSatisfy(gap -> assertThat(gap.stream()).isEqualTo(StreamId.MEASUREMENTS));
    assertThat(counted).isGreaterThanOrEqualTo(week.missing(StreamId.MEASUREMENTS));
  }
}
