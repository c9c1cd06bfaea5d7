package io.busbar.api.sink;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Lane;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What one record of one gateway holds, explained. Valid during the call of {@link Sink#accept} only. */
@ProviderType
public interface SinkBatch {
  /** The gateway's name (its site). */
  String gateway();

  /** The gateway's journal epoch; with stream and position the idempotent key of the record. */
  long epoch();

  /** The stream. */
  StreamId stream();

  /** Position in the gateway's stream. */
  long position();

  /** How it was delivered. */
  Lane lane();

  /** When central received it, wall clock, ns. */
  long receivedNs();

  /** The samples; empty where the record is a gap. */
  SampleBatch samples();

  /** Kind of a row. */
  Kind kind(int row);

  /** What a row's identity means. */
  PointDescription point(int row);

  /** The gap, where the record is one. */
  @Nullable GapRecord gap();
}
