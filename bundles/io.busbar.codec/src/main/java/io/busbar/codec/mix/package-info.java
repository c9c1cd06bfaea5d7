/**
 * The arithmetic of mixing: adaptive probabilities, logarithms and distribution functions from tables. Everything is integer or
 * plain binary64 arithmetic and StrictMath, so it gives the same bits on every machine.
 */
@NullMarked
package io.busbar.codec.mix;

import org.jspecify.annotations.NullMarked;
