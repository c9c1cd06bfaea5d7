package io.busbar.platform.ntp;

import io.busbar.platform.ntp.NtpPacket.Offset;
import org.jspecify.annotations.Nullable;

/** Where time servers are asked. */
interface NtpServers {
  /**
   * Asks one server once. Blocks, bounded.
   *
   * @param server its name or address
   * @return null if it did not answer, or its answer is of no use
   */
  @Nullable Offset ask(String server);
}
