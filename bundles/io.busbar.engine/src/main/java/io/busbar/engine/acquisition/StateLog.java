package io.busbar.engine.acquisition;

import io.busbar.api.data.DeviceState;
import io.busbar.api.time.BusClock;
import java.util.function.Consumer;

/**
 * What the log says of devices' states. When a line with hundreds of devices goes, the first ones stand for all: what comes
 * beyond {@link #LINES} within {@link #WINDOW_NS} is counted and said in one line. Channel's thread.
 */
final class StateLog {
  /** Lines of one window. */
  static final int LINES = 20;
  /** How long a window lasts. */
  static final long WINDOW_NS = 10_000_000_000L;

  private final String channel;
  private final BusClock clock;
  private final Consumer<String> lines;
  private long beganNs;
  private int said;
  private int lost;
  private int others;

  StateLog(String channel, BusClock clock, Consumer<String> lines) {
    this.channel = channel;
    this.clock = clock;
    this.lines = lines;
    this.beganNs = clock.monotonicNs();
  }

  /** A device has another state. */
  void changed(String device, DeviceState state, String reason) {
    look();
    if (said < LINES) {
      said++;
      lines.accept(device + " is " + state + (reason.isEmpty() ? "" : ": " + reason));
    } else if (state.isLost()) {
      lost++;
    } else {
      others++;
    }
  }

  /** Ends a window that is over. */
  void look() {
    long now = clock.monotonicNs();
    if (now - beganNs < WINDOW_NS) {
      return;
    }
    if (lost + others > 0) {
      lines.accept(channel + ": " + (lost + others) + " more devices changed their state in " + WINDOW_NS / 1_000_000_000 + " s, " + lost
          + " of them lost; the page and \"busbar status\" have each");
    }
    beganNs = now;
    said = 0;
    lost = 0;
    others = 0;
  }
}
