package io.busbar.platform.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.time.BusClock;
import io.busbar.api.time.ClockState;
import io.busbar.platform.ClockReading;
import io.busbar.platform.ntp.NtpPacket.Offset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is made of the answers of time servers. */
class NtpWatchTest {
  private static final long MS = 1_000_000;
  private static final long MINUTE = 60_000 * MS;
  private final Map<String, @Nullable Offset> answers = new HashMap<>();
  private long nowNs = 5 * MINUTE;
  private final BusClock clock = new BusClock() {
    @Override
    public long wallNs() {
      return nowNs;
    }

    @Override
    public long monotonicNs() {
      return nowNs;
    }
  };
  private final NtpWatch watch = new NtpWatch(clock, answers::get, List.of("near", "far"));

  @Test
  void theServerThatAnswersFastestIsBelieved() {
    answers.put("far", new Offset(5_000 * MS, 90 * MS));
    answers.put("near", new Offset(3 * MS, 2 * MS));
    assertThat(watch.round()).isEqualTo(new ClockReading(ClockState.SYNCHRONISED, "ntp near, checked: off by 3.0 ms", ""));
  }

  @Test
  void aWrongClockIsToldWithItsDirectionAndRemedy() {
    answers.put("far", new Offset(-3_600_000 * MS, 40 * MS));
    ClockReading reading = watch.round();
    assertThat(reading.state()).isEqualTo(ClockState.UNSYNCHRONISED);
    assertThat(reading.source()).isEqualTo("this machine's clock is 60 min ahead of ntp far");
    assertThat(reading.remedy()).contains("60 min ahead of ntp far. Give its time daemon");
    answers.put("far", new Offset(2_500 * MS, 40 * MS));
    assertThat(watch.round().source()).isEqualTo("this machine's clock is 2.5 s behind ntp far");
  }

  @Test
  void aLongWayToTheServerIsNotTakenForAWrongClock() {
    answers.put("far", new Offset(700 * MS, 1_300 * MS));
    assertThat(watch.round().state()).isEqualTo(ClockState.SYNCHRONISED);
    answers.put("far", new Offset(800 * MS, 1_300 * MS));
    assertThat(watch.round().state()).isEqualTo(ClockState.UNSYNCHRONISED);
  }

  @Test
  void aFindingOutlivesItsServersForHalfAnHour() {
    assertThat(watch.round()).as("nobody has answered yet").isNull();
    answers.put("near", new Offset(MS, MS));
    watch.round();
    answers.clear();
    nowNs += 29 * MINUTE;
    ClockReading held = watch.round();
    assertThat(held.state()).isEqualTo(ClockState.HOLDOVER);
    assertThat(held.remedy()).startsWith("no answer from ntp near, far. Check");
    nowNs += 2 * MINUTE;
    assertThat(watch.round()).isNull();
  }

  @Test
  void aWrongClockIsNotHeldForAGoodOne() {
    answers.put("near", new Offset(900_000 * MS, MS));
    watch.round();
    answers.clear();
    assertThat(watch.round()).isNull();
  }
}
