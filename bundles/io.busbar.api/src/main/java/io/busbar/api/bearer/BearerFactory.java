package io.busbar.api.bearer;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens bearers; a service of the transport bundle. An address is one of
 * <pre>
 * 10.9.0.5:20500                        UDP
 * tcp://10.9.0.5:20501                  TCP, where nothing else passes
 * serial:///dev/ttyS1?baud=19200        a transparent radio modem; options baud, parity, stop, rts=key, keyUpMs, keyDownMs, mtu
 * </pre>
 */
@ProviderType
public interface BearerFactory {
  /**
   * One of several ways to the same far end.
   *
   * @param to address
   * @param mtu largest datagram in bytes with headers, as the radio counts it
   */
  record Way(String to, int mtu) {}

  /**
   * A bearer with one far end.
   *
   * @param to address
   * @param mtu largest datagram in bytes with headers, as the radio counts it
   * @throws IOException with a message that names the address and the remedy
   */
  Bearer connect(String to, int mtu) throws IOException;

  /**
   * A bearer with one far end and several ways there: it uses the first, and the next while nothing is heard on that. A
   * way that cannot be opened is tried again by itself as long as another one is open.
   *
   * @param ways the preferred one first, at least one
   * @throws IOException if an address is wrong or none can be opened, with the remedy
   */
  default Bearer connect(List<Way> ways) throws IOException {
    if (ways.size() != 1) {
      throw new IOException("only one way to the far end is possible here, not " + ways.size());
    }
    return connect(ways.get(0).to(), ways.get(0).mtu());
  }

  /**
   * A bearer that listens for many.
   *
   * @param at address of this machine
   * @param mtu largest datagram in bytes with headers
   * @throws IOException with a message that names the address and the remedy (port in use, no permission)
   */
  Bearer listen(String at, int mtu) throws IOException;

  /**
   * A bearer that listens for many at several addresses.
   *
   * @param at addresses of this machine, at least one
   * @param mtu largest datagram in bytes with headers
   * @throws IOException if one of them cannot be opened, with the remedy
   */
  default Bearer listen(List<String> at, int mtu) throws IOException {
    if (at.size() != 1) {
      throw new IOException("only one address can be listened at here, not " + at.size());
    }
    return listen(at.get(0), mtu);
  }
}
