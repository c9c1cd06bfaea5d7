/**
 * The present state of what is served. {@link io.busbar.sink.iec104.image.PresentImage} holds what central's picture says: a point that has
 * no value yet is invalid and not topical, one whose gateway or device is lost is not topical with the last value known.
 * {@link io.busbar.sink.iec104.image.WireValue} turns values and times into what stands on the line.
 */
@NullMarked
package io.busbar.sink.iec104.image;

import org.jspecify.annotations.NullMarked;
