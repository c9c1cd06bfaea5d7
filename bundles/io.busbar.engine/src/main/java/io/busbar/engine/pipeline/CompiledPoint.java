package io.busbar.engine.pipeline;

import io.busbar.api.driver.InputType;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.PointSpec;
import java.util.List;

/**
 * A checked point of a template.
 *
 * @param spec as written
 * @param inputs what its reads give
 * @param firstSlot slot of its first input; the others follow
 * @param stages its flow
 * @param output what the flow gives
 * @param name that it has for the journal and central
 */
public record CompiledPoint(PointSpec spec, List<InputType> inputs, int firstSlot, List<CompiledStage> stages,
    StageOutput output, String name) {
  /** Copies the lists. */
  public CompiledPoint {
    inputs = List.copyOf(inputs);
    stages = List.copyOf(stages);
  }
}
