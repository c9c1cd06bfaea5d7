package io.busbar.transport;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerFactory;
import io.busbar.transport.udp.UdpBearers;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** Registers the UDP bearers. */
@Component
public final class BearerComponent implements BearerFactory {
  private final UdpBearers bearers = new UdpBearers();

  @Override
  public Bearer connect(String to, int mtu) throws IOException {
    return bearers.connect(to, mtu);
  }

  @Override
  public Bearer listen(String at, int mtu) throws IOException {
    return bearers.listen(at, mtu);
  }
}
