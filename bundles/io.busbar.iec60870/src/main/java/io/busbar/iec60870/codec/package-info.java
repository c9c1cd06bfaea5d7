/**
 * Application service data units of IEC 60870-5-101 and -104 as bytes: pure functions over arrays, no I/O, no OSGi, no threads, no logging.
 *
 * <p>{@link io.busbar.iec60870.codec.TypeId} is the standard's table of type identifications: an
 * {@link io.busbar.iec60870.codec.Element} (what stands in an information object) and a
 * {@link io.busbar.iec60870.codec.TimeTag}. {@link io.busbar.iec60870.codec.AsduReader} judges a unit whole before it hands
 * out its first object, so that going through the objects cannot fail; what is wrong is a
 * {@link io.busbar.iec60870.codec.Verdict}, not an exception. {@link io.busbar.iec60870.codec.AsduWriter} is its counterpart.
 * Both reuse one {@link io.busbar.iec60870.codec.InformationObject}: nothing is allocated per object. The sizes of the fields that
 * stations agree on are an {@link io.busbar.iec60870.codec.AsduFormat}.
 */
@NullMarked
package io.busbar.iec60870.codec;

import org.jspecify.annotations.NullMarked;
