/**
 * A template compiled: one {@link io.busbar.engine.pipeline.Pipeline} holds the inputs, the flows and the memory of all
 * devices of a template, a device being a row. A filter is one object per stage over all rows. Everything here belongs
 * to one shard's thread and is changed only between two batches.
 */
@NullMarked
package io.busbar.engine.pipeline;

import org.jspecify.annotations.NullMarked;
