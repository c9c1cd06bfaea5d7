package io.busbar.codec.stream;

import io.busbar.api.codec.CodecLimits;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows that are being written, or read so far, and the one that is next. */
final class Rows {
  private static final int FEW = 64;

  SampleBatch batch = new SampleBatch(FEW);
  Kind[] kinds = new Kind[FEW];
  int row;
  int end;
  /** Whether rows come from the packet; then those that are there are to be filled. */
  boolean reading;
  /** What is wrong with the packet that is read. */
  @Nullable String wrong;

  private SampleBatch own = batch;
  private Kind[] ownKinds = kinds;

  /** Rows are to be written. */
  void write(SampleBatch from, Kind[] kindOfRow, int firstRow, int afterLast) {
    batch = from;
    kinds = kindOfRow;
    row = firstRow;
    end = afterLast;
    reading = false;
    wrong = null;
  }

  /** Rows are to be read, behind those that were read before. */
  void read() {
    batch = own;
    kinds = ownKinds;
    row = own.size();
    end = CodecLimits.MAX_ROWS;
    reading = true;
    wrong = null;
  }

  /** Forgets what was read. */
  void clear() {
    own.clear();
  }

  /** What was read. */
  SampleBatch batchRead() {
    return own;
  }

  /** Kinds of what was read. */
  Kind[] kindsRead() {
    return ownKinds;
  }

  /** Makes room for a row that is read. */
  void add(int id, long sourceNs, long gatewayNs) {
    if (row == own.capacity()) {
      grow();
    }
    own.add(id, 0, 0, sourceNs, (byte) 0, gatewayNs);
  }

  private void grow() {
    SampleBatch larger = new SampleBatch(Math.min(CodecLimits.MAX_ROWS, own.capacity() * 4));
    for (int i = 0; i < own.size(); i++) {
      larger.addRow(own, i, ownKinds[i]);
    }
    larger.origin(own.origin());
    ownKinds = Arrays.copyOf(ownKinds, larger.capacity());
    own = larger;
    batch = own;
    kinds = ownKinds;
  }

  /** Whether another row is to be written and came with the one before it. */
  boolean isNextAt(long gatewayNs) {
    return !reading && row < end && batch.gatewayTime[row] == gatewayNs;
  }

  long source() {
    return reading ? 0 : batch.sourceTime[row];
  }

  long gateway() {
    return reading ? 0 : batch.gatewayTime[row];
  }
}
