/** Filters that change a value: linear, rangeScale, clip, invert, enum, words, bits, quantize. */
@NullMarked
package io.busbar.filter.value;

import org.jspecify.annotations.NullMarked;
