/**
 * Dead-bands: onChange, dbAbs, dbPct, dbSpan, dbIntegral, dbSchedule, dbState, dbBudget, maxSilence, exception and
 * swingingDoor. They decide which samples are worth sending.
 *
 * <p>What all of them owe the operator stands once, in {@link io.busbar.filter.deadband.DeadbandStage}: the first
 * sample, each change of quality, and the first sample after a lost device always pass; a sample that is dropped is
 * counted. The memory is in the engine's columns and is compared with what was last let through, never with what was
 * last seen, so that a slow drift is told. It is not durable: after a restart the first sample passes. What exception and
 * swingingDoor hold back is durable.
 */
@NullMarked
package io.busbar.filter.deadband;

import org.jspecify.annotations.NullMarked;
