package io.busbar.sink.iec104.server;

import io.busbar.sink.iec104.events.GroupSink;

/** Where groups become sinks of central. Called on the server's thread. */
public interface SinkRegistry {
  /** A group is served from now on; {@code iec104-name} is the sink's name. */
  void added(String group, GroupSink sink);

  /** It is not any more. */
  void removed(String group);
}
