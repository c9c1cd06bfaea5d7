package io.busbar.journal.log;

import io.busbar.api.journal.StreamId;
import java.util.List;

/** Tables by stream are arrays indexed by the stream's code; index 0 stays empty. */
final class Streams {
  static final List<StreamId> ALL = List.of(StreamId.values());
  static final int COUNT = StreamId.AUDIT.code() + 1;

  private Streams() {}
}
