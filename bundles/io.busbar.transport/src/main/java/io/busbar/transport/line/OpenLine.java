package io.busbar.transport.line;

import io.busbar.api.line.Line;

/** A line that its owner can close. Closing is idempotent, may be done by any thread and ends a blocked read. */
public interface OpenLine extends Line, AutoCloseable {
  @Override
  void close();
}
