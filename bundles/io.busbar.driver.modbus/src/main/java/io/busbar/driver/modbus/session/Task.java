package io.busbar.driver.modbus.session;

import io.busbar.driver.modbus.wire.Exchange;

/** Something that wants one request at a time on the line. Used by the channel's thread. */
interface Task {
  /** When it wants the line, monotonic ns; {@link Long#MAX_VALUE} for not by itself. */
  long dueNs();

  /** The PDU to send now. */
  byte[] request();

  /** Data bytes that a read must bring; −1 for a write. */
  int expectedBytes();

  /** Samples that a reply to {@link #request} may give, so that a reply is never asked for that nobody has room for. */
  int room();

  /** Whether the request may be repeated when no reply came. */
  boolean mayRepeat();

  /** A valid reply came; its data is in the exchange. */
  void replied(Exchange exchange, long nowNs);

  /** The device refused with an exception code that is about this request. */
  void refused(int code, long nowNs);

  /** No reply in all tries of this turn. */
  void failed(long nowNs);
}
