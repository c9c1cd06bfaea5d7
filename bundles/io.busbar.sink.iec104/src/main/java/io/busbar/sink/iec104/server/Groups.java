package io.busbar.sink.iec104.server;

import io.busbar.api.view.CentralView;
import io.busbar.sink.iec104.events.GroupQueue;
import io.busbar.sink.iec104.events.GroupSink;
import io.busbar.sink.iec104.session.Group;
import io.busbar.sink.iec104.session.Station;
import io.busbar.sink.iec104.table.GroupSpec;
import io.busbar.sink.iec104.table.MappedPoint;
import io.busbar.sink.iec104.table.StationTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The redundancy groups: which there are, what they have to be told, what becomes of events that nobody fetches. Server's thread. */
final class Groups {
  /** Name of the sink of a group, before the group's. */
  static final String SINK = "iec104-";
  private static final System.Logger LOG = System.getLogger("io.busbar.sink.iec104");

  private final Station station;
  private final SinkRegistry registry;
  private final Runnable wakeUp;
  private final Map<String, Boolean> dropping = new HashMap<>();

  Groups(Station station, SinkRegistry registry, Runnable wakeUp) {
    this.station = station;
    this.registry = registry;
    this.wakeUp = wakeUp;
  }

  /** Serves exactly the groups of a table. */
  void serve(StationTable table) {
    List<GroupSpec> wanted = table.settings().groups();
    station.groups().removeIf(group -> {
      boolean gone = wanted.stream().noneMatch(spec -> spec.name().equals(group.name()));
      if (gone) {
        registry.removed(group.name());
      }
      return gone;
    });
    for (GroupSpec spec : wanted) {
      Group known = named(spec.name());
      if (known == null) {
        GroupQueue queue = new GroupQueue();
        GroupSink sink = new GroupSink(queue, table, spec, wakeUp);
        station.groups().add(new Group(spec, queue, sink));
        registry.added(spec.name(), sink);
      } else {
        known.spec(spec);
        known.queue().clearOwed();
        known.sink().serve(table, spec);
      }
    }
  }

  private @Nullable Group named(String name) {
    return station.groups().stream().filter(group -> group.name().equals(name)).findFirst().orElse(null);
  }

  /** The group that a client belongs to; one that names it goes before one that takes everybody. Null if none does. */
  @Nullable Group of(String listen, String client) {
    Group any = null;
    for (Group group : station.groups()) {
      if (group.spec().listen().equals(listen) && group.spec().takes(client)) {
        if (!group.spec().clients().isEmpty()) {
          return group;
        }
        any = any == null ? group : any;
      }
    }
    return any;
  }

  /** Whose quality has changed without a sample is owed. */
  void owe() {
    for (MappedPoint point : station.image().changed()) {
      for (Group group : station.groups()) {
        if (point.type() != null && point.isFor(group.name())) {
          group.queue().owe(point);
        }
      }
    }
  }

  /** Gives up what nobody fetched in the time or number that the settings keep; said once for each bout, counted always. */
  void giveUp(@Nullable CentralView view) {
    for (Group group : station.groups()) {
      GroupSpec spec = group.spec();
      long gone = group.queue().dropOlder(station.wallNs() - spec.keepNs());
      if (view != null && view.sinks().stream().anyMatch(row -> row.name().equals(SINK + spec.name()) && row.waiting() > spec.keepRecords())) {
        gone += group.queue().dropWaiting();
      }
      boolean was = dropping.getOrDefault(spec.name(), false);
      if (gone > 0 && !was) {
        LOG.log(System.Logger.Level.WARNING, "Group " + spec.name() + " does not fetch its events: the oldest are dropped, " + group.queue().dropped()
            + " so far. Its control centre has to interrogate when it comes back. More are kept with keep: and records: in iec104.yaml.");
      }
      dropping.put(spec.name(), gone > 0 || (was && group.queue().size() > 0));
    }
  }

  void close() {
    station.groups().forEach(group -> registry.removed(group.name()));
    station.groups().clear();
  }
}
