package io.busbar.api.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkConditionTest {
  private static final LinkCondition FULL = new LinkCondition(46.4, 3.44, 20_000_000, 12_345_678, 9_600, true,
      List.of(0.0, 0.02, 0.0, 0.4, 0.2, 0.0), "serial /dev/ttyS1 19200-8N1");

  @Test
  void comesThroughTheWire() {
    byte[] bytes = LinkMessages.encode(FULL);
    assertThat(bytes.length).as("cheap on a radio").isLessThan(60);
    assertThat(LinkMessages.read(bytes)).isEqualTo(FULL);
    LinkCondition least = new LinkCondition(Double.POSITIVE_INFINITY, Double.NaN, 0, 0, 0, false, List.of(), "");
    assertThat(LinkMessages.read(LinkMessages.encode(least))).isEqualTo(least);
  }

  @Test
  void whatIsOutOfRangeIsBroughtIntoIt() {
    LinkCondition odd = new LinkCondition(-1, 1e12, -5, -6, -7, false, List.of(-0.5, 7.0), "x".repeat(300));
    assertThat(LinkMessages.read(LinkMessages.encode(odd))).isEqualTo(new LinkCondition(0, 10_000, 0, 0, 0, false, List.of(0.0, 1.0), ""));
  }

  @Test
  void hostileBytesGiveNothingOrSomethingInRange() {
    byte[] good = LinkMessages.encode(FULL);
    for (int length = 1; length < good.length; length++) {
      assertThat(LinkMessages.read(Arrays.copyOf(good, length))).as("cut after %d", length).isNull();
    }
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(80)];
      random.nextBytes(bytes);
      bytes[0] = 0x30;
      if (LinkMessages.read(bytes) instanceof LinkCondition condition) {
        assertThat(condition.airtimeByLane()).allMatch(share -> share >= 0 && share <= 1);
        assertThat(condition.journalHoursLeft()).isNotNegative();
      }
    }
  }
}
