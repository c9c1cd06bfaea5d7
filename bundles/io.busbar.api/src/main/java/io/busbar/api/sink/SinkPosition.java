package io.busbar.api.sink;

import io.busbar.api.journal.StreamId;

/**
 * Up to where a sink has taken central's journal.
 *
 * @param stream which stream
 * @param position in central's journal, 0 for nothing yet
 */
public record SinkPosition(StreamId stream, long position) {}
