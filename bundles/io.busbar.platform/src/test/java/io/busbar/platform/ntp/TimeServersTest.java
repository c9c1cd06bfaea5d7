package io.busbar.platform.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.health.HealthReport;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.ClockState;
import io.busbar.platform.ClockReading;
import io.busbar.platform.ntp.NtpPacket.Offset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The servers of the model are asked, on a thread of their own. */
class TimeServersTest {
  private static final long MS = 1_000_000;
  private final BlockingQueue<Optional<ClockReading>> results = new LinkedBlockingQueue<>();
  private final BusClock clock = new BusClock() {
    @Override
    public long wallNs() {
      return 0;
    }

    @Override
    public long monotonicNs() {
      return 0;
    }
  };
  private final Map<String, Offset> answers = Map.of("good", new Offset(MS, MS), "wrong", new Offset(9_000 * MS, MS));
  private final TimeServers servers = new TimeServers(clock, answers::get, found -> results.add(Optional.ofNullable(found)));

  @AfterEach
  void close() throws InterruptedException {
    servers.close();
  }

  private Optional<ClockReading> result() throws InterruptedException {
    Optional<ClockReading> result = results.poll(60, TimeUnit.SECONDS);
    assertThat(result).as("a result within a minute").isNotNull();
    return result;
  }

  @Test
  void anotherListOfServersIsAskedAtOnceAndNoneEndsIt() throws InterruptedException {
    servers.follow(List.of("good"));
    assertThat(result().orElseThrow().state()).isEqualTo(ClockState.SYNCHRONISED);
    servers.follow(List.of("wrong"));
    assertThat(result().orElseThrow().state()).isEqualTo(ClockState.UNSYNCHRONISED);
    servers.follow(List.of("silent"));
    assertThat(result()).isEmpty();
    servers.follow(List.of());
    assertThat(result()).isEmpty();
    servers.close();
    assertThat(servers.health()).isEmpty();
    servers.follow(List.of("good"));
    assertThat(results.poll(50, TimeUnit.MILLISECONDS)).as("closed").isNull();
  }

  @Test
  void aSilentServerIsAWarningAndAWrongClockIsCritical() throws InterruptedException {
    servers.follow(List.of("silent"));
    result();
    assertThat(told("no answer from ntp silent").level()).isEqualTo(HealthReport.Level.WARNING);
    servers.follow(List.of("wrong"));
    result();
    assertThat(told("9.0 s behind ntp wrong").level()).isEqualTo(HealthReport.Level.CRITICAL);
  }

  /** The health that follows a result; it is told right after it, by another thread. */
  private HealthReport told(String text) throws InterruptedException {
    for (int i = 0; i < 6_000 && servers.health().stream().noneMatch(report -> report.text().contains(text)); i++) {
      Thread.sleep(10);
    }
    assertThat(servers.health()).hasSize(1);
    assertThat(servers.health().get(0).text()).contains(text);
    return servers.health().get(0);
  }
}
