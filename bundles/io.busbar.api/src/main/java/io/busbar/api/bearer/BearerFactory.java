package io.busbar.api.bearer;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** Opens UDP bearers; a service of the transport bundle. */
@ProviderType
public interface BearerFactory {
  /**
   * A bearer with one far end.
   *
   * @param to {@code host:port}
   * @param mtu largest datagram in bytes with headers, as the radio counts it
   * @throws IOException with a message that names the address and the remedy
   */
  Bearer connect(String to, int mtu) throws IOException;

  /**
   * A bearer that listens for many.
   *
   * @param at {@code host:port}
   * @param mtu largest datagram in bytes with headers
   * @throws IOException with a message that names the address and the remedy (port in use, no permission)
   */
  Bearer listen(String at, int mtu) throws IOException;
}
