package io.busbar.api.driver;

/**
 * Asks for values of the past.
 *
 * @param device which device
 * @param inputHandle which input of it
 * @param fromNs first source time, ns, inclusive
 * @param toNs last source time, ns, exclusive
 */
public record HistoryRequest(int device, int inputHandle, long fromNs, long toNs) {}
