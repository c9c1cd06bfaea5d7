package io.busbar.demo.stage;

import io.busbar.demo.options.DemoOptions;
import io.busbar.sim.Substation;
import io.busbar.sim.fault.CommFault;
import java.util.ArrayList;
import java.util.List;

/** The story of the demonstration, fitted into the time there is. */
final class DemoStory {
  private final DemoOptions options;
  private final Radio radio;
  private final Story.Action crash;
  private final Substation substation;

  /** Lets the radio die and live again. */
  interface Radio {
    void dead(boolean dead);
  }

  DemoStory(DemoOptions options, Radio radio, Story.Action crash, Substation substation) {
    this.options = options;
    this.radio = radio;
    this.crash = crash;
    this.substation = substation;
  }

  /** What happens when. */
  List<Story.Scene> scenes() {
    long length = options.storySeconds() * 1_000L;
    List<Story.Scene> scenes = new ArrayList<>();
    scenes.add(new Story.Scene(length / 10, DemoPlant.STAR + ": short circuit, the breaker trips and recloses",
        () -> substation.lineFault(DemoPlant.STAR, false)));
    scenes.add(new Story.Scene(length / 5, DemoPlant.UNPLUGGED + " is unplugged",
        () -> substation.order(DemoPlant.UNPLUGGED, CommFault.SILENT)));
    scenes.add(new Story.Scene(length * 2 / 5, DemoPlant.UNPLUGGED + " is plugged back",
        () -> substation.order(DemoPlant.UNPLUGGED, CommFault.NONE)));
    if (options.outageS() > 0) {
      outage(scenes, length);
    }
    scenes.add(new Story.Scene(length * 3 / 5, DemoPlant.AVALANCHE + ": an avalanche of 100 alarms in 2 s",
        () -> substation.avalanche(DemoPlant.AVALANCHE, 100, 2_000)));
    if (options.crash()) {
      long at = length * 13 / 20;
      scenes.add(new Story.Scene(at - 900, DemoPlant.STAR + ": another short circuit", () -> substation.lineFault(DemoPlant.STAR, false)));
      scenes.add(new Story.Scene(at, "the gateway is killed (SIGKILL) and started again", crash));
    }
    return scenes;
  }

  private void outage(List<Story.Scene> scenes, long length) {
    long outage = options.outageS() * 1_000L;
    long from = Math.max(length / 4, (length - outage) / 2);
    scenes.add(new Story.Scene(from, "the radio is dead for " + options.outageS() + " s", () -> radio.dead(true)));
    scenes.add(new Story.Scene(from + outage / 2, DemoPlant.SECOND + ": lasting short circuit while the radio is dead",
        () -> substation.lineFault(DemoPlant.SECOND, true)));
    scenes.add(new Story.Scene(from + outage, "the radio is back", () -> radio.dead(false)));
  }
}
