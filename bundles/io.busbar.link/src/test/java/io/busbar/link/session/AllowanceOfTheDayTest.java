package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkOptions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowanceOfTheDayTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final long SECOND = 1_000_000_000L;

  private static long wall(int day, int hour, int minute) {
    return LocalDateTime.of(2026, 3, day, hour, minute).atZone(ZONE).toEpochSecond() * SECOND;
  }

  @Test
  void bulkWaitsWhenTheBytesOfTheDayAreUsedAndGoesAgainAfterMidnight() {
    Allowance allowance = new Allowance(LinkOptions.NONE.windows(List.of(), ZONE).budget(1_000, 1));
    allowance.look(0, wall(10, 23, 50));
    assertThat(allowance.bulk()).isTrue();
    allowance.used(999);
    assertThat(allowance.bytesLeft()).isEqualTo(1);
    assertThat(allowance.bulk()).isTrue();
    allowance.used(500);
    assertThat(allowance.bulk()).isFalse();
    assertThat(allowance.bytesLeft()).isZero();
    assertThat(allowance.why()).contains("today's").contains("perDay");
    allowance.look(601 * SECOND, wall(11, 0, 0));
    assertThat(allowance.bulk()).isTrue();
    assertThat(allowance.bytesLeft()).isEqualTo(1_000);
  }

  @Test
  void bulkGoesInItsWindowsAlsoOverMidnightAndWhenTheClocksChange() {
    List<LinkOptions.Window> windows = List.of(new LinkOptions.Window(23 * 60, 60), new LinkOptions.Window(12 * 60, 13 * 60));
    Allowance allowance = new Allowance(LinkOptions.NONE.windows(windows, ZONE));
    allowance.look(0, wall(10, 22, 59));
    assertThat(allowance.bulk()).isFalse();
    assertThat(allowance.nextWindowWallNs()).isEqualTo(wall(10, 23, 0));
    assertThat(allowance.why()).contains("23:00");
    allowance.look(60 * SECOND, wall(10, 23, 0));
    assertThat(allowance.bulk()).isTrue();
    assertThat(allowance.nextWindowWallNs()).isZero();
    allowance.look(7_200 * SECOND, wall(11, 0, 59));
    assertThat(allowance.bulk()).isTrue();
    allowance.look(7_300 * SECOND, wall(11, 1, 0));
    assertThat(allowance.bulk()).isFalse();
    assertThat(allowance.nextWindowWallNs()).isEqualTo(wall(11, 12, 0));
    // 29 March 2026: 02:00 is followed by 03:00.
    allowance.look(90_000 * SECOND, wall(29, 3, 30));
    assertThat(allowance.bulk()).isFalse();
    assertThat(allowance.nextWindowWallNs()).isEqualTo(wall(29, 12, 0));
  }

  @Test
  void bulkWaitsForItsShareOfTheAirtime() {
    Allowance allowance = new Allowance(LinkOptions.NONE.budget(0, 0.25));
    allowance.look(0, 0);
    allowance.sent(14 * SECOND);
    assertThat(allowance.bulk()).isTrue();
    allowance.sent(2 * SECOND);
    assertThat(allowance.bulk()).isFalse();
    assertThat(allowance.why()).contains("25 %");
    // One second too much takes four to make up for.
    assertThat(allowance.bulkAgainNs(0)).isBetween(4 * SECOND, 4 * SECOND + 10);
    allowance.look(4 * SECOND + 10, 0);
    assertThat(allowance.bulk()).isTrue();
    assertThat(allowance.bytesLeft()).as("no limit").isEqualTo(-1);
  }
}
