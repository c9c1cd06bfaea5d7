package io.busbar.engine.pipeline;

import io.busbar.api.data.Kind;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.StageSpec;
import java.util.List;

/**
 * A checked stage of a flow.
 *
 * @param spec as written
 * @param arguments matched to the filter's parameters
 * @param inputs kinds of what comes in
 * @param output what comes out
 * @param rowByRow see {@link io.busbar.api.filter.FilterFactory#isRowByRow}
 */
public record CompiledStage(StageSpec spec, StageArguments arguments, List<Kind> inputs, StageOutput output, boolean rowByRow) {}
