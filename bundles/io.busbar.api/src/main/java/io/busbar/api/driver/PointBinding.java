package io.busbar.api.driver;

import io.busbar.api.model.PointSpec;

/**
 * A point of a device with the handles under which its inputs go into batches.
 *
 * @param spec the point
 * @param inputHandles one per {@link PointSpec#reads()}; valid in the binding's model epoch; never mutated
 */
@SuppressWarnings("ArrayRecordComponent") // primitive on purpose: read once by the driver when it binds
public record PointBinding(PointSpec spec, int[] inputHandles) {}
