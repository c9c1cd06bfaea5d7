package io.busbar.transport.serial;

import io.busbar.transport.line.OpenLine;
import java.io.IOException;

/** A serial line whose radio can be keyed. Reading and writing may be two threads. */
public interface KeyedLine extends OpenLine {
  /**
   * Raises or drops RTS.
   *
   * @throws IOException if the port has none
   */
  void key(boolean on) throws IOException;

  /** Whether CTS is raised. */
  boolean clearToSend();
}
