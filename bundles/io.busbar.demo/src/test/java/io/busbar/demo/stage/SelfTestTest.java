package io.busbar.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfTestTest {
  private static final String TEMPLATE = """
      points:
        ia: {read: 40101 uint16}
        select: {from: ia, flow: "select('x > 0')"}   # 1
        remove: {from: ia, flow: "remove('x < 0')"}   # 1
        clip:   {from: ia, flow: "clip(0, 1)"}        # 2
      """;
  private static final Map<String, ?> WELL = Map.of("counters", Map.of("failed.clip", 0L));
  private static final Map<String, ?> ALL = Map.of("sets",
      List.of(Map.of("filters", List.of("select", "remove")), Map.of("filters", List.of("clip"))));

  private final SelfTest test = new SelfTest(TEMPLATE);

  private static Map<String, ?> points(String... names) {
    return Map.of("points", java.util.Arrays.stream(names).map(name -> Map.of("device", DemoPlant.LAB, "point", name, "sourceNs", 5L)).toList());
  }

  @Test
  void anOperationOfTwoFiltersHasRunWhenBothHave() {
    test.look(points("select", "clip"), WELL, ALL);
    assertThat(test.isClean()).isFalse();
    assertThat(test).hasToString("self-test: 1 of 2 operations ran");
    assertThat(test.findings()).containsExactly("operation 1, remove: no result of LAB-1/remove");
    test.look(points("remove"), WELL, ALL);
    assertThat(test.isClean()).isTrue();
    assertThat(test.findings()).isEmpty();
  }

  @Test
  void aFailureStaysOneAlsoAfterARestart() {
    test.look(points("select", "clip", "remove"), Map.of("counters", Map.of("failed.clip", 3L)), ALL);
    test.look(points("select", "clip", "remove"), WELL, ALL);
    assertThat(test.isClean()).isFalse();
    assertThat(test.isOver()).isTrue();
    assertThat(test).hasToString("self-test: 1 of 2 operations ran");
    assertThat(test.findings()).containsExactly("the filter clip failed 3 times; gateway.out says why");
  }

  @Test
  void anAnswerThatDoesNotComeProvesNothing() {
    test.look(Map.of(), Map.of(), Map.of());
    assertThat(test.ran()).isZero();
    assertThat(test.findings()).hasSize(3).contains("operation 2, clip: no bundle with it is installed");
  }

  @Test
  void theTemplateOfTheDemonstrationHasAllOperations() throws Exception {
    assertThat(new SelfTest(DemoSite.lab()).operations()).isEqualTo(104);
  }
}
