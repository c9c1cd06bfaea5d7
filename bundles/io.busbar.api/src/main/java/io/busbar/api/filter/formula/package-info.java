/**
 * Formulas for one-liners in templates: {@code x > 5 && breaker == 2}. A {@link io.busbar.api.filter.formula.Formula} is
 * parsed once and then computed without taking memory; there are no loops and no calls but to a fixed list of functions,
 * so that its cost is bounded by its length. {@link io.busbar.api.filter.formula.BoundFormula} gives its names their
 * meaning in a stage.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.filter.formula;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
