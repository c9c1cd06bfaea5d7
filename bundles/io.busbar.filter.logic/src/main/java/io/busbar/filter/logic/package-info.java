/**
 * Filters that combine several inputs of one device: and, or, xor, not, vote, doublePoint, primaryBackup, groupSum, combine,
 * discrepancy, balance. They stand first in the flow of a point with several reads and compute from the inputs' last values;
 * the result has the worst quality of what it depends on, and the source time of the newest input.
 *
 * <p>{@link io.busbar.api.filter.support.Joined} is what they share. An input of which nothing is known yet makes the result
 * INVALID, unless the others decide it.
 */
@NullMarked
package io.busbar.filter.logic;

import org.jspecify.annotations.NullMarked;
