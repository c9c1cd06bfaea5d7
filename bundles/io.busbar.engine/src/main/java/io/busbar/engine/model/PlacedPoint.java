package io.busbar.engine.model;

import io.busbar.engine.pipeline.CompiledPoint;
import io.busbar.engine.pipeline.Pipeline;

/**
 * A point and where its values are.
 *
 * @param device name
 * @param channel name
 * @param index of the device in its channel
 * @param point as compiled
 * @param pipeline that holds it; to be read on the shard's thread only
 * @param row in the pipeline
 * @param number of the point in the template
 */
public record PlacedPoint(String device, String channel, int index, CompiledPoint point, Pipeline pipeline, int row,
    int number) {}
