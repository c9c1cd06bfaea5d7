package io.busbar.central;

import java.util.Arrays;
import java.util.List;

/**
 * Checked configuration of central.
 *
 * @param folder of the journal
 * @param listen addresses at which gateways are heard, see {@link io.busbar.api.bearer.BearerFactory}
 * @param mtu largest datagram with headers, bytes
 * @param rate for sending to one gateway, bit/s
 * @param capacityBytes most that the journal may use
 */
record CentralOptions(String folder, List<String> listen, int mtu, long rate, long capacityBytes) {
  CentralOptions {
    if (folder.isBlank()) {
      throw new IllegalArgumentException("io.busbar.central: folder is missing: name the folder of central's journal");
    }
    listen = List.copyOf(listen);
    if (listen.isEmpty()) {
      throw new IllegalArgumentException("io.busbar.central: listen is empty: write where gateways are heard, for example 10.9.0.5:20500");
    }
    if (mtu < 92 || mtu > 9_000) {
      throw new IllegalArgumentException("io.busbar.central: mtu is " + mtu + ", it has to be 92 to 9000 bytes");
    }
    if (rate < 300) {
      throw new IllegalArgumentException("io.busbar.central: rate is " + rate + ", it has to be at least 300 bit/s");
    }
    if (capacityBytes < 16L << 20) {
      throw new IllegalArgumentException("io.busbar.central: capacityMegabytes has to be at least 16");
    }
  }

  static CentralOptions of(CentralConfig config) {
    return new CentralOptions(config.folder(), addresses(config.listen()), config.mtu(), config.rate(),
        (long) config.capacityMegabytes() << 20);
  }

  private static List<String> addresses(String listen) {
    return Arrays.stream(listen.split(",")).map(String::strip).filter(address -> !address.isEmpty()).toList();
  }
}
