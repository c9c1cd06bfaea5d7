package io.busbar.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.time.ClockState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemSiteClockTest {
  @TempDir Path folder;

  @Test
  void a_clock_that_no_daemon_vouches_for_is_unsynchronised() {
    SystemSiteClock clock = new SystemSiteClock(List.of(new SystemSiteClock.Marker(folder.resolve("none"), "NTP")));
    assertThat(clock.state()).isEqualTo(ClockState.UNSYNCHRONISED);
    assertThat(clock.source()).contains("free running");
  }

  @Test
  void a_marker_of_the_time_daemon_makes_it_synchronised() throws Exception {
    Path marker = Files.createFile(folder.resolve("synchronized"));
    SystemSiteClock clock = new SystemSiteClock(List.of(new SystemSiteClock.Marker(marker, "NTP")));
    assertThat(clock.state()).isEqualTo(ClockState.SYNCHRONISED);
    assertThat(clock.source()).isEqualTo("NTP");
  }

  @Test
  void wall_time_is_nanoseconds_since_1970_and_monotonic_time_never_steps_back() {
    SystemSiteClock clock = new SystemSiteClock(List.of());
    assertThat(clock.wallNs() / 1_000_000).isCloseTo(System.currentTimeMillis(), Offset.offset(60_000L));
    long before = clock.monotonicNs();
    assertThat(clock.monotonicNs()).isGreaterThanOrEqualTo(before);
  }
}
