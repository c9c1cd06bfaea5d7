package io.busbar.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.time.BusClock;
import io.busbar.demo.options.DemoOptions;
import io.busbar.sim.DeviceSpec;
import io.busbar.sim.Substation;
import io.busbar.sim.SubstationSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoStoryTest {
  private static final BusClock STANDING = new BusClock() {
    @Override
    public long wallNs() {
      return 1_700_000_000_000_000_000L;
    }

    @Override
    public long monotonicNs() {
      return 0;
    }
  };

  private static List<Story.Scene> scenes(String... words) throws Exception {
    Substation substation = new Substation(SubstationSettings.calm(1), STANDING, logged -> { });
    return new DemoStory(DemoOptions.parse(List.of(words)), dead -> { }, () -> { }, substation).scenes();
  }

  @Test
  void theStoryFitsIntoTheTimeThereIs() throws Exception {
    for (Story.Scene scene : scenes("--seconds", "30", "--outage", "15", "--crash")) {
      assertThat(scene.atMs()).as(scene.text()).isBetween(1_000L, 29_000L);
    }
    assertThat(scenes("--seconds", "30")).noneMatch(scene -> scene.text().contains("radio") || scene.text().contains("killed"));
  }

  @Test
  void scenesHappenOnceAndInOrder() throws Exception {
    List<String> happened = new ArrayList<>();
    Story story = new Story(List.of(new Story.Scene(200, "second", () -> happened.add("b")), new Story.Scene(100, "first", () -> happened.add("a"))));
    assertThat(story.runDue(99)).isEmpty();
    assertThat(story.runDue(5_000)).hasSize(2);
    assertThat(story.runDue(6_000)).isEmpty();
    assertThat(happened).containsExactly("a", "b");
    assertThat(story.isOver()).isTrue();
  }

  @Test
  void everyDeviceOfTheStoryIsThere() {
    List<String> names = new ArrayList<>();
    for (List<DeviceSpec> devices : List.of(DemoPlant.feeders(), DemoPlant.transformers(), DemoPlant.inverters())) {
      devices.forEach(device -> names.add(device.name()));
    }
    assertThat(names).doesNotHaveDuplicates().hasSize(20)
        .contains(DemoPlant.STAR, DemoPlant.SECOND, DemoPlant.UNPLUGGED, DemoPlant.AVALANCHE);
  }
}
