package io.busbar.api.view;

import io.busbar.api.data.DeviceState;

/**
 * A device as the technician's page shows it.
 *
 * @param device name
 * @param template name
 * @param channel name
 * @param state how it is
 * @param reason why and what to do, empty if OK
 * @param lastGoodNs wall time of the last valid reply, ns; 0 if none
 * @param requests sent
 * @param timeouts no answer
 * @param checksumErrors bytes without a valid frame
 * @param exceptions refusals
 */
public record DeviceRow(String device, String template, String channel, DeviceState state, String reason,
    long lastGoodNs, long requests, long timeouts, long checksumErrors, long exceptions) {}
