package io.busbar.sim.log;

/** Where the simulator writes what it did. Any thread may call; records keep the order of the calls. */
@FunctionalInterface
public interface ReplyLog {
  /** Appends a record. May block on a full disk buffer for as long as the operating system does. */
  void append(LogRecord logged);
}
