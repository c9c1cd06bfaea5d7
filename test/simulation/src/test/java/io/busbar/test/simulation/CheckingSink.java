package io.busbar.test.simulation;

import io.busbar.api.data.Lane;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.StreamId;
import io.busbar.api.sink.Sink;
import io.busbar.api.sink.SinkBatch;
import io.busbar.api.sink.SinkPosition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A transactional target that survives all crashes and checks every sample as it becomes part of it. */
final class CheckingSink implements Sink {
  private final Ledger ledger;
  private final Map<StreamId, Long> position = new EnumMap<>(StreamId.class);
  private final List<Row> pending = new ArrayList<>();
  private final List<String> pendingRecords = new ArrayList<>();
  private final List<GapRecord> pendingGaps = new ArrayList<>();
  final List<GapRecord> gapRecords = new ArrayList<>();
  private final Set<String> records = new HashSet<>();
  private final Map<String, Set<Long>> samples = new HashMap<>();
  private final Map<String, Long> last = new HashMap<>();
  /** The first thing that was wrong; empty if nothing was. */
  String broken = "";
  long gaps;
  long live;
  long history;
  long events;

  private record Row(StreamId stream, Lane lane, String point, long value, long sourceNs, String unit) {}

  CheckingSink(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public long recoverPosition(StreamId stream) {
    pending.clear();
    pendingRecords.clear();
    pendingGaps.clear();
    return position.getOrDefault(stream, 0L);
  }

  @Override
  public void accept(SinkBatch batch) {
    pendingRecords.add(batch.gateway() + " " + batch.epoch() + " " + batch.stream() + " " + batch.position());
    if (batch.gap() != null) {
      gaps++;
      pendingGaps.add(batch.gap());
    }
    for (int row = 0; row < batch.samples().size(); row++) {
      pending.add(new Row(batch.stream(), batch.lane(), batch.point(row).point(), batch.samples().bits[row],
          batch.samples().sourceTime[row], batch.point(row).unit()));
    }
  }

  @Override
  public void commit(SinkPosition to) {
    for (String record : pendingRecords) {
      check(records.add(record), () -> "record " + record + " came twice");
    }
    for (Row row : pending) {
      Ledger.Entry entry = ledger.find(row.point, row.value);
      check(entry != null, () -> row + " was never produced");
      check(entry.stream() == row.stream
          && entry.sourceNs() == row.sourceNs && entry.unit().equals(row.unit), () -> row + " is not what was produced: " + entry);
      check(samples.computeIfAbsent(row.point, p -> new HashSet<>()).add(row.value), () -> row + " came twice");
      Long before = last.put(row.point + " " + row.lane, row.value);
      check(before == null || before < row.value, () -> row + " came after " + before);
      check((row.lane == Lane.EVENT) == (row.stream == StreamId.EVENTS), () -> row + " came in the wrong lane");
      events += row.lane == Lane.EVENT ? 1 : 0;
      live += row.lane == Lane.LIVE ? 1 : 0;
      history += row.lane == Lane.HISTORY ? 1 : 0;
    }
    gapRecords.addAll(pendingGaps);
    pending.clear();
    pendingRecords.clear();
    pendingGaps.clear();
    position.put(to.stream(), to.position());
  }

  boolean has(Ledger.Entry entry) {
    return samples.getOrDefault(entry.point(), Set.of()).contains(entry.value());
  }

  /** The first settled sample that is missing, or null. */
  Ledger.Entry missing() {
    for (Ledger.Entry entry : ledger.settled()) {
      if (!has(entry)) {
        return entry;
      }
    }
    return null;
  }

  private void check(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      broken = otherwise.get();
      throw new BrokenInvariant(broken);
    }
  }

  /** What must never be. */
  static final class BrokenInvariant extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenInvariant(String message) {
      super(message);
    }
  }
}
