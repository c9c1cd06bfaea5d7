package io.busbar.iec60870.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.SampleBatch;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Times of stations in their zones. */
class DeviceZoneTest {
  private static long ns(String instant) {
    Instant at = Instant.parse(instant);
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  @Test
  void everyHourOfTwoYearsComesBackInEveryZone() {
    for (String name : new String[] {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "-03:00"}) {
      DeviceZone zone = new DeviceZone(ZoneId.of(name));
      for (long at = ns("2024-01-01T00:07:03.250Z"); at < ns("2026-01-01T00:00:00Z"); at += 3_600_000_000_000L) {
        assertThat(zone.epochNs(zone.cp56(at))).as(name + " " + Instant.ofEpochSecond(at / 1_000_000_000L)).isEqualTo(at);
      }
    }
  }

  @Test
  void theHourThatComesTwiceIsToldByItsSummerTimeBit() {
    DeviceZone berlin = new DeviceZone(ZoneId.of("Europe/Berlin"));
    long summer = berlin.cp56(ns("2026-10-25T00:30:00Z"));
    long winter = berlin.cp56(ns("2026-10-25T01:30:00Z"));
    assertThat(Cp56.isSummer(summer)).isTrue();
    assertThat(Cp56.isSummer(winter)).isFalse();
    assertThat(Cp56.hour(summer)).isEqualTo(Cp56.hour(winter)).isEqualTo(2);
    assertThat(berlin.epochNs(winter) - berlin.epochNs(summer)).isEqualTo(3_600_000_000_000L);
  }

  @Test
  void whatIsNoDateHasNoTime() {
    DeviceZone utc = new DeviceZone(ZoneId.of("UTC"));
    assertThat(utc.epochNs(0)).isEqualTo(SampleBatch.NO_TIME);
    long good = utc.cp56(ns("2024-02-29T10:20:30.400Z"));
    assertThat(utc.epochNs(good)).isEqualTo(ns("2024-02-29T10:20:30.400Z"));
    assertThat(utc.epochNs((good & ~(0x7FL << 48)) | (25L << 48))).as("29 February 2025").isEqualTo(SampleBatch.NO_TIME);
    assertThat(utc.epochNs(good | 0xFFFF)).as("65 seconds").isEqualTo(SampleBatch.NO_TIME);
  }

  @Test
  void aTimeWithoutTheHourIsTheNearestOne() {
    DeviceZone india = new DeviceZone(ZoneId.of("Asia/Kolkata"));
    long now = ns("2026-05-01T10:02:00Z");
    for (String at : new String[] {"2026-05-01T10:01:59.999Z", "2026-05-01T09:40:00Z", "2026-05-01T10:20:00.001Z"}) {
      assertThat(india.epochNs(Cp24.of(india.cp56(ns(at))), now)).as(at).isEqualTo(ns(at));
    }
  }
}
