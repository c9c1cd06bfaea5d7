package io.busbar.control.guard;

import io.busbar.control.wire.ControlMessage;

/** Where the guard speaks to whoever has handed in a command: the lane to central, or a listener here. Called under the guard's lock; quick. */
@FunctionalInterface
public interface Voice {
  /** Says something. It may be lost. */
  void say(ControlMessage message);
}
