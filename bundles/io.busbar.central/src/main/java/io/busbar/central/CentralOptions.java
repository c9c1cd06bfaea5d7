package io.busbar.central;

import io.busbar.api.link.LinkOptions;
import java.util.Arrays;
import java.util.List;

/**
 * Checked configuration of central.
 *
 * @param folder of the journal
 * @param listen addresses at which gateways are heard, see {@link io.busbar.api.bearer.BearerFactory}
 * @param mtu largest datagram with headers, bytes
 * @param channel what gateways are heard on
 * @param capacityBytes most that the journal may use
 */
record CentralOptions(String folder, List<String> listen, int mtu, Channel channel, long capacityBytes) {
  /** Invitations to gateways that have no session on a polled channel, ms. */
  private static final int INVITE_EVERY_MS = 10_000;

  /**
   * What gateways are heard on.
   *
   * @param rate for sending to one gateway, bit/s
   * @param roundTripMs first guess of the round trip, ms
   * @param options kind of channel
   */
  record Channel(long rate, int roundTripMs, LinkOptions options) {}

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
    if (channel.rate() < 300) {
      throw new IllegalArgumentException("io.busbar.central: rate is " + channel.rate() + ", it has to be at least 300 bit/s");
    }
    if (capacityBytes < 16L << 20) {
      throw new IllegalArgumentException("io.busbar.central: capacityMegabytes has to be at least 16");
    }
  }

  static CentralOptions of(CentralConfig config) {
    return new CentralOptions(config.folder(), addresses(config.listen()), config.mtu(),
        new Channel(config.rate(), config.roundTripMs(), options(config)), (long) config.capacityMegabytes() << 20);
  }

  private static LinkOptions options(CentralConfig config) {
    int[] half = pair("halfDuplex", config.halfDuplex());
    int[] quiet = pair("quiet", config.quiet());
    LinkOptions options = config.halfDuplex().isBlank() ? LinkOptions.NONE : LinkOptions.NONE.halfDuplex(half[0], half[1]);
    if (!config.polled()) {
      return options;
    }
    if (config.halfDuplex().isBlank()) {
      throw new IllegalArgumentException("io.busbar.central: polled needs halfDuplex: write the channel's key-up and turn-around in ms, for "
          + "example 40,120");
    }
    if (addresses(config.listen()).size() > 1) {
      throw new IllegalArgumentException("io.busbar.central: polled takes one address, as turns are granted on one channel; run another "
          + "central for the others");
    }
    if (!config.listen().strip().startsWith("serial:")) {
      throw new IllegalArgumentException("io.busbar.central: polled is for a radio modem whose channel several gateways share: write its port, "
          + "for example serial:///dev/ttyS1?baud=19200");
    }
    return options.polling(new LinkOptions.Polling(config.slotMs(), INVITE_EVERY_MS, quiet[0], quiet[1]));
  }

  private static int[] pair(String name, String written) {
    if (written.isBlank()) {
      return new int[2];
    }
    if (!written.strip().matches("[0-9]{1,6},[0-9]{1,6}")) {
      throw new IllegalArgumentException("io.busbar.central: " + name + " is two times in ms, as 40,120, not " + written);
    }
    return Arrays.stream(written.strip().split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private static List<String> addresses(String listen) {
    return Arrays.stream(listen.split(",")).map(String::strip).filter(address -> !address.isEmpty()).toList();
  }
}
