package io.busbar.filter.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The example scripts do what they are for. */
class ExampleScriptsTest {
  private final Rig rig = new Rig();

  @AfterEach
  void end() {
    rig.close();
  }

  @Test
  void aMeterThatSwapsItsWordsAtMidnight() throws IOException {
    StageHarness stage = rig.stage("swapped_words.py", Rig.script("swapped_words.py"), Rig.arguments("a", "50"), Kind.UINT64).start();
    long[] true32 = {0x0001_86A0L, 0x0001_86A3L, 0x0001_86A9L, 0x0001_86B4L};
    stage.send(0, true32[0]).send(0, true32[1]).send(0, swapped(true32[2])).send(0, true32[3]);
    assertThat(rig.await(stage, 4)).extracting(Emitted::number).containsExactly(100_000.0, 100_003.0, 100_009.0, 100_020.0);
    stage.send(0, 7);
    assertThat(rig.await(stage, 1).get(0).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.INCONSISTENT);
  }

  private static long swapped(long word) {
    return (word & 0xFFFF) << 16 | word >>> 16;
  }

  @Test
  void aRelayThatSendsItsTripTwice() throws IOException {
    StageHarness stage = rig.stage("double_trip.py", Rig.script("double_trip.py"), Rig.arguments("a", "50"), Kind.BOOLEAN).start();
    long ms = 1_000_000;
    stage.sendBits(0, 0, 1, 0, 1_000 * ms).sendBits(0, 0, 1, 0, 1_031 * ms).sendBits(0, 0, 0, 0, 1_100 * ms).sendBits(0, 0, 1, 0, 9_000 * ms);
    List<Emitted> out = rig.await(stage, 3);
    assertThat(out).extracting(Emitted::sourceNs).containsExactly(1_000 * ms, 1_100 * ms, 9_000 * ms);
    assertThat(out).extracting(Emitted::bits).containsExactly(1L, 0L, 1L);
    assertThat(stage.dropped()).isEqualTo(1);
  }

  /** IEC 60751:2008 table of Pt100: 60.26 Ω at −100 °C, 100 Ω at 0, 138.51 Ω at 100 °C, 175.86 Ω at 200 °C. */
  @Test
  void aTemperatureFromAResistance() throws IOException {
    StageHarness stage = rig.stage("pt100.py", Rig.script("pt100.py"), Rig.arguments("a", "0.5")).start();
    double[] ohm = {60.26, 100, 138.51, 175.86};
    double[] celsius = {-100, 0, 100, 200};
    for (double each : ohm) {
      stage.send(0, each + 0.5);
    }
    List<Emitted> out = rig.await(stage, 4);
    for (int i = 0; i < celsius.length; i++) {
      assertThat(out.get(i).number()).isCloseTo(celsius[i], within(0.03));
    }
    stage.send(0, 400);
    assertThat(rig.await(stage, 1).get(0).quality()).isEqualTo(Quality.INVALID | Quality.FAILURE);
  }
}
