package io.busbar.transport.line;

import io.busbar.api.line.LineTap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who watches the bytes of one channel. Thread-safe. */
final class Taps {
  private static final System.Logger LOG = System.getLogger(Taps.class.getName());
  /** Most watchers of one channel. */
  static final int MAX_TAPS = 16;

  private final List<LineTap> taps = new CopyOnWriteArrayList<>();

  AutoCloseable add(LineTap tap) {
    if (taps.size() >= MAX_TAPS) {
      throw new IllegalStateException("a channel is traced " + MAX_TAPS + " times already; end one of the traces");
    }
    taps.add(tap);
    return () -> taps.remove(tap);
  }

  /** Tells each; one that throws is removed. */
  void seen(boolean sent, long monotonicNs, byte[] bytes, int offset, int length) {
    if (taps.isEmpty()) {
      return;
    }
    taps.removeIf(tap -> {
      try {
        tap.bytes(sent, monotonicNs, bytes, offset, length);
        return false;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "a trace failed and was removed", e);
        return true;
      }
    });
  }
}
