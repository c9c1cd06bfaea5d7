package io.busbar.engine.pipeline;

import io.busbar.api.driver.InputType;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.PublishClass;
import java.util.List;
import java.util.Map;

/**
 * A checked point of a template.
 *
 * @param spec as written
 * @param inputs what its reads, or the points that it is made of, give
 * @param firstSlot slot of its first input; the others follow. Only of a point that is read
 * @param sources numbers of the points that it is made of, in the template; empty if it is read
 * @param stages its flow, and behind it what is worth sending
 * @param reportFrom number of the first stage that says what is worth sending: derived points take what comes before it
 * @param output what the last stage gives
 * @param published how it is known beyond the gateway
 */
public record CompiledPoint(PointSpec spec, List<InputType> inputs, int firstSlot, List<Integer> sources, List<CompiledStage> stages,
    int reportFrom, StageOutput output, Published published) {
  /** Copies the lists. */
  public CompiledPoint {
    inputs = List.copyOf(inputs);
    sources = List.copyOf(sources);
    stages = List.copyOf(stages);
  }

  /**
   * How a point is known beyond the gateway.
   *
   * @param name that it has for the journal and central
   * @param how it is published
   * @param periodMs poll period, 0 if it reports by itself; of a derived point the longest of its sources
   * @param tags text by name
   */
  public record Published(String name, PublishClass how, long periodMs, Map<String, String> tags) {
    /** Copies the map. */
    public Published {
      tags = Map.copyOf(tags);
    }
  }

  /** Name that it has for the journal and central. */
  public String name() {
    return published.name();
  }

  /** How it is published. */
  public PublishClass publish() {
    return published.how();
  }

  /** Slots that it has for its driver: none if it is made of other points. */
  public int slots() {
    return sources.isEmpty() ? inputs.size() : 0;
  }

  /** Whether its first stage computes it from the points that it names, instead of taking them as its inputs. */
  public boolean isComputed() {
    return !sources.isEmpty() && spec.from().isEmpty();
  }

  /** What points that are made of this one get. */
  public StageOutput fed() {
    return reportFrom == 0 ? StageOutput.of(inputs.get(0).kind()) : stages.get(reportFrom - 1).output();
  }
}
