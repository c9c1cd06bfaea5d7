package io.busbar.api.view;

import java.util.List;

/**
 * What became of the last reading of a point: the answer to why it was, or was not, reported.
 *
 * @param publish publish class name in lower case
 * @param periodMs poll period, 0 if it reports by itself
 * @param reason why the device or the point gives nothing, for people; empty if it does
 * @param raw the last reading of each input, in order; those that were never read are left out
 * @param stages ids of the stages of its flow, in order
 * @param end how it ended
 * @param stoppedAt number of the stage that let nothing out, from 0; only of {@link End#STOPPED}
 * @param result what the flow gave last: an empty list, or one sample
 * @param durable whether all that was published by now is durable in the journal
 * @param identity stable identity of the point in the journal; 0 if not known
 */
public record PointFate(String publish, long periodMs, String reason, List<FlowTaps.Sample> raw, List<String> stages, End end, int stoppedAt,
    List<FlowTaps.Sample> result, boolean durable, int identity) {
  /** How a reading ended. */
  public enum End {
    /** Nothing was read since the start, or since the flow was changed. */
    NOTHING_READ,
    /** A stage let nothing out for it: it dropped it, or holds it back. */
    STOPPED,
    /** It came out and is what was reported before: a state that is polled is reported when it changes. */
    UNCHANGED,
    /** It came out and is not to be published. */
    NOT_PUBLIC,
    /** It was published. */
    PUBLISHED
  }

  /** Copies the lists. */
  public PointFate {
    raw = List.copyOf(raw);
    stages = List.copyOf(stages);
    result = List.copyOf(result);
  }
}
