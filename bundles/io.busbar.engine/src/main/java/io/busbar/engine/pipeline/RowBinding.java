package io.busbar.engine.pipeline;

import java.util.List;

/**
 * What a pipeline is told about a device that takes a row.
 *
 * @param row which
 * @param device name
 * @param identities stable identities of its points, in the template's order
 * @param stateIdentity of its device state
 * @param reasonIdentity of the reason of its state
 * @param overrides its own parameter values
 */
@SuppressWarnings("ArrayRecordComponent") // primitive on purpose: 100,000 points
public record RowBinding(int row, String device, int[] identities, int stateIdentity, int reasonIdentity,
    List<Overrides.OwnValue> overrides) {}
