package io.busbar.engine.shadow;

import io.busbar.api.line.LineHandle;
import io.busbar.api.line.LineService;
import io.busbar.api.line.LineSpec;
import io.busbar.api.line.LineTap;
import java.util.List;

/** A shadow opens no line. */
final class NoLines implements LineService {
  @Override
  public LineHandle lease(String channel, LineSpec spec) {
    throw new IllegalStateException("a shadow opens no line");
  }

  @Override
  public void release(String channel) {}

  @Override
  public AutoCloseable tap(String channel, LineTap tap) {
    return () -> {};
  }

  @Override
  public List<PortInfo> ports() {
    return List.of();
  }
}
