/**
 * The engine's thread and what crosses its border: batches come in through one bounded ring for each channel, so that
 * a channel can only fill its own; samples go out to the journal, which can refuse, and then everything waits and
 * nothing is lost; durable tickets come back and become settled tokens in order. Changes of the model are messages
 * that are carried out between two batches.
 */
@NullMarked
package io.busbar.engine.shard;

import org.jspecify.annotations.NullMarked;
