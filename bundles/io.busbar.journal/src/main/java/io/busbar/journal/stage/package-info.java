/**
 * The journal as a stage: samples come in by batches from the engine, are encoded into blocks and committed every
 * commit interval, alarms at once; tickets go back when they are durable.
 *
 * <p>Producers copy into one of two intakes of preallocated columns; the agent swaps them and encodes the other. So
 * an offer takes no allocation per sample and a lock per batch, small batches grow together into larger blocks, and
 * when both intakes are full the producer is told so. Resume tokens and the point registry are named state of the same
 * commit as the samples that they belong to.
 */
@NullMarked
package io.busbar.journal.stage;

import org.jspecify.annotations.NullMarked;
