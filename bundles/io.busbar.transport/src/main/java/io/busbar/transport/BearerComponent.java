package io.busbar.transport;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerFactory;
import io.busbar.api.time.BusClock;
import io.busbar.transport.ways.Bearers;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Registers the bearers of this machine. */
@Component
public final class BearerComponent implements BearerFactory {
  private final BearerFactory bearers;

  /** Opens nothing yet. */
  @Activate
  public BearerComponent(@Reference BusClock clock) {
    bearers = new Bearers(clock);
  }

  @Override
  public Bearer connect(String to, int mtu) throws IOException {
    return bearers.connect(to, mtu);
  }

  @Override
  public Bearer connect(List<Way> ways) throws IOException {
    return bearers.connect(ways);
  }

  @Override
  public Bearer listen(String at, int mtu) throws IOException {
    return bearers.listen(at, mtu);
  }

  @Override
  public Bearer listen(List<String> at, int mtu) throws IOException {
    return bearers.listen(at, mtu);
  }
}
