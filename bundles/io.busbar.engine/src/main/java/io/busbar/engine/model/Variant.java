package io.busbar.engine.model;

import io.busbar.engine.pipeline.CompiledTemplate;
import io.busbar.engine.pipeline.Pipeline;

/**
 * A compiled template at work.
 *
 * @param compiled as compiled
 * @param pipeline the shard's; the control plane only hands it over
 * @param rows which are taken
 */
record Variant(CompiledTemplate compiled, Pipeline pipeline, RowTable rows) {}
