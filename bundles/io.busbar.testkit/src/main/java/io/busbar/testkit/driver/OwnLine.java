package io.busbar.testkit.driver;

import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.api.line.LineService;
import io.busbar.api.line.LineSpec;
import io.busbar.api.line.LineTap;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line that is its own service and its own lease: open, without a time per character, never silent for long. Bytes, and whatever else a
 * test is about, are the heir's. One thread.
 */
public abstract class OwnLine implements Line, LineService, LineHandle {
  @Override
  public int discardInput() throws IOException {
    return 0;
  }

  @Override
  public boolean awaitSilence(int silenceMs, int limitMs) throws IOException {
    return true;
  }

  @Override
  public boolean isSerial() {
    return false;
  }

  @Override
  public long characterTimeNs() {
    return 0;
  }

  @Override
  public LineHandle lease(String channel, LineSpec spec) {
    return this;
  }

  @Override
  public void release(String channel) {
    close();
  }

  @Override
  public AutoCloseable tap(String channel, LineTap tap) {
    return () -> { };
  }

  @Override
  public List<PortInfo> ports() {
    return List.of();
  }

  @Override
  public @Nullable Line line() {
    return this;
  }

  @Override
  public String failure() {
    return "";
  }

  @Override
  public long retryAtNs() {
    return 0;
  }
}
