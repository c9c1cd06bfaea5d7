package io.busbar.journal.log;

import io.busbar.journal.wire.ByteWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** What waits for the next commit, already as the entries of its frame. Writer's thread only. */
final class OpenCommit {
  private static final int FIRST_BYTES = 4 << 10;

  private ByteWriter frame = new ByteWriter(FIRST_BYTES);
  private final Map<String, byte[]> state = new LinkedHashMap<>();
  private final long[] first = new long[Streams.COUNT];
  private final long[] next = new long[Streams.COUNT];
  private final long[] bytes = new long[Streams.COUNT];

  OpenCommit() {
    frame.resize(Frame.HEAD_BYTES);
  }

  /** Nothing waits; positions go on after these heads. */
  void clear(long[] heads) {
    if (frame.array().length > Journals.MAX_OPEN_BYTES / 8) {
      frame = new ByteWriter(FIRST_BYTES);
    }
    frame.resize(Frame.HEAD_BYTES);
    state.clear();
    for (int s = 1; s < Streams.COUNT; s++) {
      first[s] = 0;
      next[s] = heads[s] + 1;
      bytes[s] = 0;
    }
  }

  boolean isEmpty() {
    return frame.size() == Frame.HEAD_BYTES;
  }

  /** Bytes of the frame as it is. */
  int size() {
    return frame.size();
  }

  long append(int stream, byte[] record, int offset, int length) {
    long position = next[stream]++;
    if (first[stream] == 0) {
      first[stream] = position;
      frame.u8(stream | Frame.POSITION);
      frame.varint(position);
    } else {
      frame.u8(stream);
    }
    frame.varint(length);
    frame.bytes(record, offset, length);
    bytes[stream] += length;
    return position;
  }

  /** Sets state; what is not the log's own is in {@link #state()}. */
  void putState(String key, byte[] value) {
    writeState(frame, key, value);
    if (!key.startsWith(Journals.OWN) || key.startsWith(Journals.DAMAGE)) {
      state.put(key, value);
    }
  }

  static void writeState(ByteWriter out, String key, byte[] value) {
    out.u8(Frame.STATE);
    out.text(key);
    out.blob(value);
  }

  Map<String, byte[]> state() {
    return state;
  }

  ByteWriter frame() {
    return frame;
  }

  FrameSummary summary(long sequence, long wallNs) {
    FrameSummary summary = new FrameSummary(sequence, wallNs, Frame.crcAt(frame.array()));
    for (int s = 1; s < Streams.COUNT; s++) {
      if (first[s] > 0) {
        summary.add(s, first[s], (int) bytes[s]);
        summary.add(s, next[s] - 1, 0);
      }
    }
    return summary;
  }
}
