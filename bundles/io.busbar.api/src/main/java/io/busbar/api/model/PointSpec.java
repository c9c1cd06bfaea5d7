package io.busbar.api.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One point of a template.
 *
 * @param name unique in the template
 * @param reads where its inputs are read: one for most, several for a double point or joined words; empty for a
 *     derived point
 * @param from names of the points of the same template whose results are its inputs, of a derived point; empty where it is read, and where
 *     the first stage of its flow says which points it is made of
 * @param settings what the driver reads of it besides: {@code notAvailable}, {@code order}
 * @param unit engineering unit after the flow, UCUM-like text, may be empty
 * @param flow stages, in order
 * @param report what is worth sending: further stages, behind which derived points do not look
 * @param publish how it is published; null if what the flow gives decides: states as events, all else as measurements
 * @param every poll period; zero if the device reports by itself
 * @param at where it is written
 * @param control rules of its controls; none for most
 */
public record PointSpec(String name, List<ReadSpec> reads, List<Setting> from, Settings settings, String unit, List<StageSpec> flow,
    Report report, @Nullable PublishClass publish, Duration every, SourceLocation at, Settings control) {
  /** Copies the lists. */
  public PointSpec {
    reads = List.copyOf(reads);
    from = List.copyOf(from);
    flow = List.copyOf(flow);
  }

  /** A point without rules for controls. */
  @SuppressWarnings("checkstyle:ParameterNumber") // the components of the record but the last
  public PointSpec(String name, List<ReadSpec> reads, List<Setting> from, Settings settings, String unit, List<StageSpec> flow,
      Report report, @Nullable PublishClass publish, Duration every, SourceLocation at) {
    this(name, reads, from, settings, unit, flow, report, publish, every, at, Settings.NONE);
  }

  /** A point that is read, with all of its stages in its flow. */
  @SuppressWarnings("checkstyle:ParameterNumber") // the components of the record but those of other points
  public PointSpec(String name, List<ReadSpec> reads, Settings settings, String unit, List<StageSpec> flow, @Nullable PublishClass publish,
      Duration every, SourceLocation at) {
    this(name, reads, List.of(), settings, unit, flow, Report.ALL, publish, every, at);
  }

  /** The same point with another flow and report. */
  public PointSpec with(List<StageSpec> otherFlow, Report otherReport) {
    return new PointSpec(name, reads, from, settings, unit, otherFlow, otherReport, publish, every, at, control);
  }

  /** Flow and report in one list, whether or not the report counts in the end. */
  public List<StageSpec> stages() {
    return report.stages().isEmpty() ? flow : java.util.stream.Stream.concat(flow.stream(), report.stages().stream()).toList();
  }

  /**
   * What is worth sending.
   *
   * @param stages in order, their identities counted on from those of the flow
   * @param statesToo whether it counts for states, too; what a template says for all of its points does not
   */
  public record Report(List<StageSpec> stages, boolean statesToo) {
    /** Everything. */
    public static final Report ALL = new Report(List.of(), true);

    /** Copies the list. */
    public Report {
      stages = List.copyOf(stages);
    }
  }
}
