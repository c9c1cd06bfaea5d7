/**
 * Filters that change a value: linear, rangeScale, clip, invert, enum, words, bits, quantize.
 *
 * <p>Each file is one filter: a stateless factory that is the OSGi service, and the stage it makes. They share
 * {@link io.busbar.filter.value.NumericStage} for the loop and {@link io.busbar.filter.value.Checks} for what their
 * checks have in common. None of them keeps state or a time; a value that is not finite becomes bad quality.
 */
@NullMarked
package io.busbar.filter.value;

import org.jspecify.annotations.NullMarked;
