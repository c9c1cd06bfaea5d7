/**
 * Filters that change a value: scaling (linear, rangeScale, sqrtLaw, quadLaw, piecewise, unit), number formats (cast, words,
 * bits, bcd, parseText), limits (clip, zeroClamp, quantize), invert and expr.
 *
 * <p>Each file is one filter: a stateless factory that is the OSGi service, and the stage it makes. The loop and the checks
 * are those of {@link io.busbar.api.filter.support.NumberMap} and {@link io.busbar.api.filter.support.Operation}. None of
 * them keeps state or a time; a value that is not finite becomes bad quality, and bad quality passes with its value computed
 * all the same, because the value before it went bad is what a person wants to see.
 */
@NullMarked
package io.busbar.filter.value;

import org.jspecify.annotations.NullMarked;
