package io.busbar.engine.model;

import io.busbar.api.journal.SampleJournal;
import io.busbar.engine.shard.Shard;

/**
 * What the control plane works with.
 *
 * @param shard gets messages
 * @param channels opened and closed
 * @param catalog drivers and filters
 * @param journal for identities
 * @param numbers of pipelines
 * @param taps observers in flows
 */
record EngineParts(Shard shard, Channels channels, Catalog catalog, SampleJournal journal, PipelineNumbers numbers,
    Taps taps) {}
