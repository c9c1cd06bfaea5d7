package io.busbar.engine.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What counts as use of a channel. */
class BusyMeterTest {
  private static final long MS = 1_000_000;
  private final BusyMeter meter = new BusyMeter();

  @Test
  void aChannelThatWaitsForAnswersIsInUse() {
    for (long atMs = 0; atMs < 30_000; atMs += 100) {
      meter.add(atMs * MS, (atMs + 50) * MS, 0);
    }
    assertThat(meter.share(30_000 * MS)).isEqualTo(0.5, Offset.offset(0.01));
  }

  /** A master of IEC 60870-5-104 listens all the time, and its line may be idle all the same. */
  @Test
  void aChannelThatOnlyListensIsNot() {
    for (long atMs = 0; atMs < 30_000; atMs += 10) {
      meter.add(atMs * MS, (atMs + 10) * MS, 9 * MS);
    }
    assertThat(meter.share(30_000 * MS)).isEqualTo(0.1, Offset.offset(0.01));
  }
}
