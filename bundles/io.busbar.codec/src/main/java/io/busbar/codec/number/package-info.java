/**
 * Codes whole numbers. A series has several predictors, each with the error that it is known to make; the next number is found by
 * binary decisions whose probabilities the predictors give and a mixer weighs. Dead-bands and coarse resolutions are found out.
 */
@NullMarked
package io.busbar.codec.number;

import org.jspecify.annotations.NullMarked;
