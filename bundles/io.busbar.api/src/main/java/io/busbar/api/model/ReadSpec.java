package io.busbar.api.model;

/**
 * Where one input of a point is read, in the driver's own words.
 *
 * @param text {@code 40101 uint16}, {@code MMXU1.A.phsA}, {@code input 3}
 * @param at where it is written
 */
public record ReadSpec(String text, SourceLocation at) {}
