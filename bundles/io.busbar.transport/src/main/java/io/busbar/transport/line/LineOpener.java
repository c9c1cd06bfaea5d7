package io.busbar.transport.line;

import io.busbar.api.line.LineService.PortInfo;
import io.busbar.api.line.LineSpec;
import java.io.IOException;
import java.util.List;

/** Opens what a spec says. Thread-safe. */
public interface LineOpener {
  /**
   * Opens a line; may block for the connect time-out.
   *
   * @throws IOException with a text for a technician: what is wrong and what to do
   */
  OpenLine open(LineSpec spec) throws IOException;

  /** Serial ports of this machine with processes that hold them; our own lines are added by the registry. */
  List<PortInfo> ports();
}
