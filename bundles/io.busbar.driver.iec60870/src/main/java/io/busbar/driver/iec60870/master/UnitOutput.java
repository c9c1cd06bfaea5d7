package io.busbar.driver.iec60870.master;

import io.busbar.iec60870.codec.AsduWriter;

/** Where a station's requests go out. */
public interface UnitOutput {
  /** Whether a unit may be sent now. */
  boolean isReady();

  /** Sends the unit of a writer; only if ready. */
  void send(AsduWriter unit);
}
