package io.busbar.driver.modbus.wire;

/**
 * How long things may take.
 *
 * @param timeoutNs longest wait for the begin of a reply, ns
 * @param requestDelayNs pause between a reply and the next request, ns; on RTU at least 3.5 characters
 */
public record Timing(long timeoutNs, long requestDelayNs) {}
