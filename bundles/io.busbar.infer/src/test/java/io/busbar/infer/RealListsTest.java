package io.busbar.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.api.template.TemplateInference.Exceptional;
import io.busbar.api.template.TemplateInference.Kind;
import io.busbar.api.template.TemplateInference.Proposal;
import io.busbar.api.template.TemplateInference.Wishes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Register lists of makers, as far as the folder in {@code BUSBAR_REGISTERS} has them: SunSpec's models {@code model_N.json} and
 * Victron's {@code victron_attributes.csv}. They are grouped as a person would.
 */
class RealListsTest {
  private static Path file(String name) {
    String folder = System.getenv("BUSBAR_REGISTERS");
    assumeTrue(folder != null && Files.exists(Path.of(folder, name)), "set BUSBAR_REGISTERS to a folder with " + name + " to run this");
    return Path.of(Objects.requireNonNull(folder), name);
  }

  @Test
  void modelsOfOneLayoutAreOneKind() throws IOException {
    int base = 40_000;
    StringBuilder list = new StringBuilder("device,point,table,address,type,unit\n");
    for (int model : List.of(1, 2, 101, 102, 103, 111, 113, 120, 121, 122, 123, 126, 160, 201, 203, 204)) {
      for (JsonNode point : new ObjectMapper().readTree(Files.readString(file("model_" + model + ".json"))).path("group").path("points")) {
        String type = point.path("type").asText();
        list.append(String.join(",", "model " + model, point.path("name").asText(), "holding", Integer.toString(base),
            type.equals("string") ? "string[" + point.path("size").asInt() + "]" : type, point.path("units").asText(""))).append('\n');
        base += point.path("size").asInt();
      }
    }

    Proposal proposal = new Inference().propose(Map.of("sunspec.csv", list.toString()), new Wishes("sunspec", Map.of(), "", "", Wishes.LEAST));

    // The integer inverters, the float inverters and the wye meters differ in which points are compulsory, not in where they are.
    assertThat(proposal.kinds().stream().map(Kind::devices).filter(devices -> devices.size() > 1)).containsExactlyInAnyOrder(
        List.of("model 101", "model 102", "model 103"), List.of("model 111", "model 113"), List.of("model 203", "model 204"));
    assertThat(proposal.exceptions()).singleElement().satisfies(each -> {
      assertThat(each.device()).isEqualTo("model 201");
      assertThat(each.deviations()).extracting(deviation -> deviation.words()).containsExactlyInAnyOrder("PhVphAB is called PPVphAB",
          "PhVphBC is called PPVphBC", "PhVphCA is called PPVphCA");
    });
    assertThat(proposal.kinds()).hasSize(11);
  }

  @Test
  void servicesOfOneGatewayAreKindsOfTheirOwn() throws IOException {
    Proposal proposal = new Inference().propose(Map.of("victron.csv", Files.readString(file("victron_attributes.csv"))), new Wishes("ship",
        Map.of("device", "1", "point", "2", "unit", "4", "address", "5", "type", "6", "divisor", "7"), "", "", Wishes.LEAST));

    assertThat(proposal.devices()).isEqualTo(33);
    assertThat(proposal.kinds()).hasSize(31);
    assertThat(proposal.exceptions()).extracting(Exceptional::device).containsExactlyInAnyOrder("com.victronenergy.dcsource",
        "com.victronenergy.dcload");
    assertThat(proposal.exceptions()).extracting(Exceptional::like).containsOnly("com.victronenergy.fuelcell");
  }
}
