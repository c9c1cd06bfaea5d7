package io.busbar.api.model;

import java.time.Duration;
import java.util.List;

/**
 * One point of a template.
 *
 * @param name unique in the template
 * @param reads where its inputs are read: one for most, several for a double point or joined words; empty for a
 *     derived point
 * @param settings what the driver reads of it besides: {@code notAvailable}, {@code order}
 * @param unit engineering unit after the flow, UCUM-like text, may be empty
 * @param flow stages, in order
 * @param publish how it is published
 * @param every poll period; zero if the device reports by itself
 * @param at where it is written
 */
public record PointSpec(String name, List<ReadSpec> reads, Settings settings, String unit, List<StageSpec> flow,
    PublishClass publish, Duration every, SourceLocation at) {
  /** Copies the lists. */
  public PointSpec {
    reads = List.copyOf(reads);
    flow = List.copyOf(flow);
  }
}
