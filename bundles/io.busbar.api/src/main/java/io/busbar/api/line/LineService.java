package io.busbar.api.line;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Lends lines to drivers; a service of the transport bundle. Thread-safe. */
@ProviderType
public interface LineService {
  /**
   * Leases the line of a channel. A line left open by an earlier lease of the same channel and spec is handed over
   * as it is.
   *
   * @param channel name of the channel
   * @param spec what to open
   * @throws IllegalStateException if the channel's line is leased already
   */
  LineHandle lease(String channel, LineSpec spec);

  /** Closes the line of a channel that the model no longer has. */
  void release(String channel);

  /** Adds a tap to a channel's line; closing the result removes it. */
  AutoCloseable tap(String channel, LineTap tap);

  /** Serial ports of this machine and the open lines. */
  List<PortInfo> ports();

  /**
   * A port or line as a technician wants to see it.
   *
   * @param name device path, or {@code tcp host:port}
   * @param description what the system says it is, may be empty
   * @param holder who has it: {@code channel bus1}, {@code process 812 (ser2net)}; empty if free
   * @param settings {@code 9600-8E1}, empty if not open by us
   */
  record PortInfo(String name, String description, String holder, String settings) {}
}
