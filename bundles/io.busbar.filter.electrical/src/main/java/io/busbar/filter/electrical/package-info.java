/**
 * Filters of electrical engineering: pqs, pf, flowSign, sequence, unbalance, ctvt, accumulator, freeze, pulseEnergy,
 * faultPassage. Powers follow the load convention: what flows into the load counts positive, and an inductive load takes
 * positive Q. Angles are in degrees. Filters that need angles ask for them as inputs and refuse to guess.
 */
@NullMarked
package io.busbar.filter.electrical;

import org.jspecify.annotations.NullMarked;
