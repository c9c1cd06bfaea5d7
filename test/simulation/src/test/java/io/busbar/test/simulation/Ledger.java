package io.busbar.test.simulation;

import io.busbar.api.journal.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was produced, and what the journal has settled: the reference that the sink is compared with. */
final class Ledger {
  /** A sample. */
  record Entry(StreamId stream, String point, long value, long sourceNs, String unit) {}

  private final Map<String, Map<Long, Entry>> offered = new HashMap<>();
  private final TreeMap<Long, List<Entry>> open = new TreeMap<>();
  private final List<Entry> settled = new ArrayList<>();

  void offered(long ticket, Entry entry) {
    offered.computeIfAbsent(entry.point(), p -> new HashMap<>()).put(entry.value(), entry);
    open.computeIfAbsent(ticket, t -> new ArrayList<>()).add(entry);
  }

  /** What was offered with a ticket was not taken. */
  void refused(long ticket) {
    open.remove(ticket);
  }

  void settled(long ticket) {
    Map<Long, List<Entry>> done = open.headMap(ticket, true);
    done.values().forEach(settled::addAll);
    done.clear();
  }

  /** The gateway has crashed: what is open may have become durable, or not. */
  void crashed() {
    open.clear();
  }

  Entry find(String point, long value) {
    return offered.getOrDefault(point, Map.of()).get(value);
  }

  List<Entry> settled() {
    return settled;
  }
}
