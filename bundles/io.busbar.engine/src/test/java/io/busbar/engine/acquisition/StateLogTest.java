package io.busbar.engine.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.DeviceState;
import io.busbar.testkit.environment.SimClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateLogTest {
  private final SimClock clock = new SimClock();
  private final List<String> lines = new ArrayList<>();
  private final StateLog log = new StateLog("bus1", clock, lines::add);

  @Test
  void aLineWithHundredsOfDevicesThatGoesDoesNotDrownTheLog() {
    for (int i = 0; i < 1_800; i++) {
      log.changed("M-" + i, DeviceState.LOST, "no answer");
    }
    assertThat(lines).hasSize(StateLog.LINES).first().isEqualTo("M-0 is " + DeviceState.LOST + ": no answer");
    clock.advanceNs(StateLog.WINDOW_NS);
    log.look();
    assertThat(lines).hasSize(StateLog.LINES + 1).last().asString()
        .startsWith("bus1: 1780 more devices changed their state in 10 s, 1780 of them lost");
    log.changed("M-0", DeviceState.OK, "");
    assertThat(lines).last().isEqualTo("M-0 is " + DeviceState.OK);
    clock.advanceNs(StateLog.WINDOW_NS);
    log.look();
    assertThat(lines).as("nothing more to say").hasSize(StateLog.LINES + 2);
  }
}
