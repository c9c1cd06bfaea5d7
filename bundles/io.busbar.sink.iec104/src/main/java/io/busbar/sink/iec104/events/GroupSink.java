package io.busbar.sink.iec104.events;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Lane;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.sink.Sink;
import io.busbar.api.sink.SinkBatch;
import io.busbar.api.sink.SinkPosition;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.sink.iec104.table.GroupSpec;
import io.busbar.sink.iec104.table.MappedPoint;
import io.busbar.sink.iec104.table.StationTable;
import java.util.EnumMap;
import java.util.Map;

/**
 * A redundancy group as a sink of central. Changes become events with their own time; a value that was only asked for becomes a present state,
 * as it is no event. Never blocks: what has no room waits in central's journal. Sink's thread, but for the table.
 */
public final class GroupSink implements Sink {
  private final GroupQueue queue;
  private final Runnable wakeUp;
  private final Pending event = new Pending();
  private final Map<StreamId, Integer> rowsSinceCommit = new EnumMap<>(StreamId.class);
  private final Map<StreamId, Integer> rowsToSkip = new EnumMap<>(StreamId.class);
  private volatile Served served;
  private volatile String description = "nobody is connected";

  /** What is served, and what was told of each point last. */
  private static final class Served {
    final StationTable table;
    final GroupSpec group;
    final double[] number;
    final int[] quality;
    final boolean[] told;

    Served(StationTable table, GroupSpec group) {
      int size = table.points().size();
      this.table = table;
      this.group = group;
      this.number = new double[size];
      this.quality = new int[size];
      this.told = new boolean[size];
    }
  }

  /**
   * A sink.
   *
   * @param wakeUp told when there is something to send; any thread
   */
  public GroupSink(GroupQueue queue, StationTable table, GroupSpec group, Runnable wakeUp) {
    this.queue = queue;
    this.wakeUp = wakeUp;
    this.served = new Served(table, group);
  }

  /** Another table. Any thread; what is in the queue stays. */
  public void serve(StationTable table, GroupSpec group) {
    served = new Served(table, group);
  }

  /** What {@link #describe} says from now on. Any thread. */
  public void describe(String text) {
    description = text;
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public boolean canTake() {
    return queue.hasRoom();
  }

  /** What is in the queue already is not taken again; of a record that was begun and not committed the rows are counted and left out. */
  @Override
  public long recoverPosition(StreamId stream) {
    rowsToSkip.put(stream, rowsSinceCommit.getOrDefault(stream, 0));
    rowsSinceCommit.put(stream, 0);
    return queue.taken(stream);
  }

  @Override
  public long settled(StreamId stream, long committed) {
    return queue.settled(stream, committed);
  }

  @Override
  public void accept(SinkBatch batch) {
    Served now = served;
    SampleBatch samples = batch.samples();
    StreamId stream = batch.stream();
    int skip = rowsToSkip.getOrDefault(stream, 0);
    int skipped = Math.min(skip, samples.size());
    rowsToSkip.put(stream, skip - skipped);
    rowsSinceCommit.merge(stream, samples.size(), Integer::sum);
    if (!now.table.knows(batch.gateway()) || (batch.lane() == Lane.HISTORY && !now.group.history())) {
      return;
    }
    for (int row = skipped; row < samples.size(); row++) {
      take(now, batch, row);
    }
  }

  private void take(Served now, SinkBatch batch, int row) {
    PointDescription description = batch.point(row);
    Kind kind = batch.kind(row);
    if (kind.isBlob() || kind == Kind.DEVICE_STATE) {
      return;
    }
    for (MappedPoint point : now.table.of(batch.gateway(), description.device(), description.point())) {
      if (point.type() == null || !point.isFor(now.group.name())) {
        continue;
      }
      SampleBatch samples = batch.samples();
      double number = kind.toDouble(samples.bits[row]);
      boolean same = now.told[point.index()] && Double.compare(now.number[point.index()], number) == 0
          && now.quality[point.index()] == samples.quality[row];
      now.told[point.index()] = true;
      now.number[point.index()] = number;
      now.quality[point.index()] = samples.quality[row];
      switch (samples.cause[row] & 0x7F) {
        case Cause.INTERROGATED, Cause.COUNTER_INTERROGATED, Cause.INITIALISED, Cause.REQUESTED -> {
          if (!same) {
            queue.owe(point);
          }
        }
        case Cause.PERIODIC, Cause.BACKGROUND -> {
          if (!same || batch.stream() == StreamId.MEASUREMENTS) {
            add(point, batch, row, number, CauseOfTransmission.SPONTANEOUS);
          }
        }
        case Cause.RETURN_REMOTE -> add(point, batch, row, number, CauseOfTransmission.RETURN_REMOTE);
        case Cause.RETURN_LOCAL -> add(point, batch, row, number, CauseOfTransmission.RETURN_LOCAL);
        default -> add(point, batch, row, number, CauseOfTransmission.SPONTANEOUS);
      }
    }
  }

  private void add(MappedPoint point, SinkBatch batch, int row, double number, int cause) {
    SampleBatch samples = batch.samples();
    event.point = point;
    event.number = number;
    event.quality = samples.quality[row];
    event.sourceNs = samples.sourceTime[row];
    event.timeQuality = samples.timeQuality[row];
    event.cause = cause | (samples.cause[row] < 0 ? CauseOfTransmission.TEST : 0);
    event.receivedNs = batch.receivedNs();
    if (event.sourceNs == SampleBatch.NO_TIME && samples.gatewayTime[row] != SampleBatch.NO_TIME) {
      event.sourceNs = samples.gatewayTime[row];
      event.timeQuality = io.busbar.api.data.TimeQuality.SUBSTITUTED;
    }
    queue.add(event);
  }

  @Override
  public void commit(SinkPosition position) {
    rowsSinceCommit.put(position.stream(), 0);
    queue.mark(position.stream(), position.position());
    wakeUp.run();
  }
}
