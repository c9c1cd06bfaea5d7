/**
 * Filters that judge or set quality: qualityMap, gate, substitute, stale, reasonable, frozen, spike, holdGood, manualValue,
 * inhibit. None of them changes a source time; what they think of a value stands in its quality, so that a person can see
 * both. They belong before the dead-bands, which pass every change of quality.
 */
@NullMarked
package io.busbar.filter.quality;

import org.jspecify.annotations.NullMarked;
