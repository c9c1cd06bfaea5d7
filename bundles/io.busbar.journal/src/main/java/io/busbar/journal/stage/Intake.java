package io.busbar.journal.stage;

import io.busbar.api.journal.StreamId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What producers have handed over since the last swap. Guarded by its owner's lock, or owned by the agent. */
final class Intake {
  final Rows events = new Rows();
  final Rows measurements = new Rows();
  final Map<String, byte[]> tokens = new LinkedHashMap<>();
  long ticket = Long.MIN_VALUE;
  boolean urgent;

  Rows rows(StreamId stream) {
    return switch (stream) {
      case EVENTS -> events;
      case MEASUREMENTS -> measurements;
      case MODEL, AUDIT -> throw new IllegalArgumentException("samples go to EVENTS or MEASUREMENTS, not to " + stream);
    };
  }

  boolean isEmpty() {
    return ticket == Long.MIN_VALUE;
  }

  void clear() {
    events.clear();
    measurements.clear();
    tokens.clear();
    ticket = Long.MIN_VALUE;
    urgent = false;
  }
}
