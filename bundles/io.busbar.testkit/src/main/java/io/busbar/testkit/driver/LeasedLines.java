package io.busbar.testkit.driver;

import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.api.line.LineService;
import io.busbar.api.line.LineSpec;
import io.busbar.api.line.LineTap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of somebody else, whose leases are counted. One thread. */
final class LeasedLines implements LineService {
  private final LineService lines;
  private int open;

  LeasedLines(LineService lines) {
    this.lines = lines;
  }

  /** Leases that have not ended. */
  int open() {
    return open;
  }

  @Override
  public LineHandle lease(String channel, LineSpec spec) {
    LineHandle handle = lines.lease(channel, spec);
    open++;
    return new Counted(handle);
  }

  @Override
  public void release(String channel) {
    lines.release(channel);
  }

  @Override
  public AutoCloseable tap(String channel, LineTap tap) {
    return lines.tap(channel, tap);
  }

  @Override
  public List<PortInfo> ports() {
    return lines.ports();
  }

  private final class Counted implements LineHandle {
    private final LineHandle handle;
    private boolean closed;

    Counted(LineHandle handle) {
      this.handle = handle;
    }

    @Override
    public @Nullable Line line() {
      return handle.line();
    }

    @Override
    public String failure() {
      return handle.failure();
    }

    @Override
    public long retryAtNs() {
      return handle.retryAtNs();
    }

    @Override
    public void reopen() {
      handle.reopen();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open--;
      }
      handle.close();
    }
  }
}
