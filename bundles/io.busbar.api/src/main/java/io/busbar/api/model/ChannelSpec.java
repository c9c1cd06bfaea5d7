package io.busbar.api.model;

/**
 * One communication line.
 *
 * @param name unique in the site
 * @param type selects the driver: {@code modbus-tcp}
 * @param settings the driver's: {@code port}, {@code serial}, {@code host}, time-outs
 * @param at where it is written
 */
public record ChannelSpec(String name, String type, Settings settings, SourceLocation at) {}
