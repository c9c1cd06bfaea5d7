/**
 * The loader of site folders: {@code site.yaml}, {@code templates/*.yaml}, {@code devices.csv}.
 *
 * <p>The files are read into trees whose every value knows its line and column ({@code text}), flows are read as a
 * small language of their own ({@code flow}), and both are turned into the model ({@code site}). A mistake never stops
 * the reading: it is noted with its place and remedy, the smallest part that it spoils is left out, and reading goes
 * on, so that a person sees all mistakes of all files at once. What belongs to a driver or a filter (an unknown
 * register, a missing argument) is passed through with its place and judged by the model's check.
 */
@NullMarked
package io.busbar.template.yaml;

import org.jspecify.annotations.NullMarked;
