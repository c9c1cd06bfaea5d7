package io.busbar.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.template.TemplateInference.Exceptional;
import io.busbar.api.template.TemplateInference.Kind;
import io.busbar.api.template.TemplateInference.Proposal;
import io.busbar.api.template.TemplateInference.Wishes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds that made a flat list are found again, and exactly the devices that are not like them. */
class HiddenKindsTest {
  private static final Wishes WISHES = new Wishes("made-up", Map.of(), "", "", Wishes.LEAST);

  @Test
  void thirtyKindsInNinetyThousandPoints() {
    check(new Plant(1, 30, 3_000, 30, 0.02), 30);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void otherPlants(long seed) {
    check(new Plant(seed, 30, 1_200, 12 + (int) seed, 0.02), 30);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void manyIrregularDevices(long seed) {
    check(new Plant(seed, 12, 600, 25, 0.10), 12);
  }

  private static void check(Plant plant, int kinds) {
    Proposal proposal = new Inference().propose(Map.of("points.csv", plant.csv()), WISHES);

    assertThat(proposal.points()).isEqualTo(plant.points());
    assertThat(proposal.exceptions().stream().map(Exceptional::device)).containsExactlyInAnyOrderElementsOf(plant.irregular.keySet());
    for (Exceptional exception : proposal.exceptions()) {
      assertThat(exception.deviations()).as("%s", exception).hasSize(1);
      assertThat(exception.deviations().get(0).what()).isEqualTo(plant.irregular.get(exception.device()));
    }
    assertThat(proposal.kinds()).hasSize(kinds);
    Set<Integer> met = new HashSet<>();
    for (Kind kind : proposal.kinds()) {
      Set<Integer> hidden = kind.devices().stream().map(plant.kindOf::get).collect(Collectors.toSet());
      assertThat(hidden).as("kinds in %s", kind.template()).hasSize(1);
      assertThat(met.addAll(hidden)).as("%s is a kind already", kind.template()).isTrue();
    }
    for (Exceptional exception : proposal.exceptions()) {
      Kind like = proposal.kinds().stream().filter(kind -> kind.template().equals(exception.like())).findFirst().orElseThrow();
      assertThat(plant.kindOf.get(like.devices().get(0))).isEqualTo(plant.kindOf.get(exception.device()));
    }
    assertThat(proposal.files().keySet()).hasSize(kinds + plant.irregular.size() + 3).contains("site.yaml", "devices.csv", "exceptions.csv");
  }
}
