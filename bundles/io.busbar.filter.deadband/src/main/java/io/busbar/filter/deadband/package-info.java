/** Filters that decide whether a value is worth reporting: onChange, dbAbs, dbPct, dbSpan, minRate, swingingDoor. */
@NullMarked
package io.busbar.filter.deadband;

import org.jspecify.annotations.NullMarked;
