package io.busbar.journal.stage;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.StreamId;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What is missing, and how it is told: measurements that were left out because what room is left is for events. Guarded by
 * its owner's lock, or owned by the agent.
 */
final class Missing {
  private static final String STATE = "stage/shed";
  private static final int BYTES = 3 * Long.BYTES;

  private long count;
  private long fromNs;
  private long toNs;

  /** What the journal's state still knows of. */
  static Missing of(SegmentLog journal) {
    Missing missing = new Missing();
    byte[] left = journal.state(STATE);
    if (left != null && left.length == BYTES) {
      ByteBuffer in = ByteBuffer.wrap(left);
      missing.add(in.getLong(), in.getLong(), in.getLong());
    }
    return missing;
  }

  void add(SampleBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      add(1, batch.gatewayTime[i], batch.gatewayTime[i] + 1);
    }
  }

  void add(Missing more) {
    if (more.count > 0) {
      add(more.count, more.fromNs, more.toNs);
    }
  }

  private void add(long samples, long from, long to) {
    fromNs = count == 0 ? from : Math.min(fromNs, from);
    toNs = count == 0 ? to : Math.max(toNs, to);
    count += samples;
  }

  void clear() {
    count = 0;
  }

  /**
   * Makes sure of it: durable state as long as room is for events only, so that a restart still knows of it, and a gap record in
   * its place as soon as it is not.
   */
  void account(SegmentLog journal, BinaryBlockCodec codec) {
    if (count == 0) {
      return;
    }
    if (journal.isReserved()) {
      journal.putState(STATE, ByteBuffer.allocate(BYTES).putLong(count).putLong(fromNs).putLong(toNs).array());
      return;
    }
    append(journal, codec, new GapRecord(StreamId.MEASUREMENTS, fromNs, toNs, count, "disk full: what room was left was for events"));
    journal.putState(STATE, new byte[0]);
    clear();
  }

  /** Gap records for what came in after the last commit of a process that was not stopped orderly. */
  static void sinceLastCommit(SegmentLog journal, BinaryBlockCodec codec, long nowNs, long commitIntervalMs) {
    long from = journal.lastCommitWallNs();
    for (StreamId stream : List.of(StreamId.EVENTS, StreamId.MEASUREMENTS)) {
      append(journal, codec, new GapRecord(stream, from, Math.max(from, nowNs), -1, "process stopped without commit; what came in "
          + "during at most the last " + commitIntervalMs + " ms before and until the restart is missing"));
    }
  }

  private static void append(SegmentLog journal, BinaryBlockCodec codec, GapRecord gap) {
    byte[] record = codec.encodeGap(gap);
    journal.append(gap.stream(), record, 0, record.length);
  }
}
