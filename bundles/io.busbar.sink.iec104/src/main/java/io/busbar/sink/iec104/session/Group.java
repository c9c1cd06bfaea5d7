package io.busbar.sink.iec104.session;

import io.busbar.sink.iec104.events.GroupQueue;
import io.busbar.sink.iec104.events.GroupSink;
import io.busbar.sink.iec104.table.GroupSpec;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the connections of one redundancy group share: the queue, and which of them is served. Server's thread. */
public final class Group {
  private final GroupQueue queue;
  private final GroupSink sink;
  private final Set<Integer> initialised = new HashSet<>();
  private GroupSpec spec;
  private @Nullable Scada104 active;
  /** Whose acknowledgements count: the one that was sent what is out. */
  private @Nullable Scada104 owner;
  private long switchOvers;

  /** A group without connections. */
  public Group(GroupSpec spec, GroupQueue queue, GroupSink sink) {
    this.spec = spec;
    this.queue = queue;
    this.sink = sink;
  }

  /** Its name. */
  public String name() {
    return spec.name();
  }

  /** Its settings. */
  public GroupSpec spec() {
    return spec;
  }

  /** Other settings. */
  public void spec(GroupSpec newSpec) {
    spec = newSpec;
  }

  /** Its events. */
  public GroupQueue queue() {
    return queue;
  }

  /** Where they come from. */
  public GroupSink sink() {
    return sink;
  }

  /** How often another connection took over. */
  public long switchOvers() {
    return switchOvers;
  }

  /** Whether a connection is the one that is served. */
  public boolean isActive(Scada104 connection) {
    return active == connection;
  }

  /** Whether one is served. */
  public boolean isServed() {
    return active != null;
  }

  void activate(Scada104 connection) {
    Scada104 before = active;
    if (before != null && before != connection) {
      before.superseded();
    }
    if (owner != connection) {
      switchOvers += owner == null ? 0 : 1;
      queue.again();
      owner = connection;
    }
    active = connection;
  }

  /** Data transfer was stopped: acknowledgements of what is out may still come. */
  void deactivate(Scada104 connection) {
    active = active == connection ? null : active;
  }

  void closed(Scada104 connection) {
    deactivate(connection);
    if (owner == connection) {
      owner = null;
      queue.again();
    }
  }

  void acknowledged(Scada104 connection, long index) {
    if (owner == connection) {
      queue.acknowledge(index);
    }
  }

  /** Whether a station's end of initialisation is still to be told; from now on it is not. */
  boolean initialise(int common) {
    return initialised.add(common);
  }

  /** Each station is to be announced again. */
  void reinitialise() {
    initialised.clear();
  }
}
