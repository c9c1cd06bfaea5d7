package io.busbar.transport;

import io.busbar.api.line.LineHandle;
import io.busbar.api.line.LineService;
import io.busbar.api.line.LineSpec;
import io.busbar.api.line.LineTap;
import io.busbar.api.time.BusClock;
import io.busbar.transport.line.LineRegistry;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Registers the {@link LineRegistry} of this machine. */
@Component
public final class LineComponent implements LineService {
  private final LineRegistry registry;

  /** Starts without lines. */
  @Activate
  public LineComponent(@Reference BusClock clock) {
    registry = new LineRegistry(new MachineLines(clock), clock);
  }

  @Deactivate
  void stop() {
    registry.close();
  }

  @Override
  public LineHandle lease(String channel, LineSpec spec) {
    return registry.lease(channel, spec);
  }

  @Override
  public void release(String channel) {
    registry.release(channel);
  }

  @Override
  public AutoCloseable tap(String channel, LineTap tap) {
    return registry.tap(channel, tap);
  }

  @Override
  public List<PortInfo> ports() {
    return registry.ports();
  }
}
