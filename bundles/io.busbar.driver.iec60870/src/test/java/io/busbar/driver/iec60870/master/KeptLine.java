package io.busbar.driver.iec60870.master;

import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.api.line.LineService;
import io.busbar.api.line.LineSpec;
import io.busbar.api.line.LineTap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line as the transport lends it: the end of a lease does not close it. */
record KeptLine(SocketLine line) implements LineService {
  @Override
  public LineHandle lease(String channel, LineSpec spec) {
    return new LineHandle() {
      @Override
      public @Nullable Line line() {
        return line.line();
      }

      @Override
      public String failure() {
        return line.failure();
      }

      @Override
      public long retryAtNs() {
        return line.retryAtNs();
      }

      @Override
      public void reopen() {
        line.reopen();
      }

      @Override
      public void close() {
        // it stays with its owner
      }
    };
  }

  @Override
  public void release(String channel) {
    line.release(channel);
  }

  @Override
  public AutoCloseable tap(String channel, LineTap tap) {
    return line.tap(channel, tap);
  }

  @Override
  public List<PortInfo> ports() {
    return line.ports();
  }
}
