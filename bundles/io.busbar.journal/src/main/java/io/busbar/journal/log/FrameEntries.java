package io.busbar.journal.log;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.StreamId;
import io.busbar.journal.wire.ByteReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks over the entries of a {@link Frame}. Not thread-safe. */
final class FrameEntries {
  private final byte[] bytes;
  private final ByteReader in;
  private final long[] before = new long[Streams.COUNT];
  private int stream;
  private long position;
  private int start;
  private int length;
  private String key = "";

  FrameEntries(Frame frame) {
    bytes = frame.bytes();
    in = new ByteReader(bytes, Frame.HEAD_BYTES, bytes.length - Frame.HEAD_BYTES);
  }

  /**
   * Goes to the next entry.
   *
   * @return false at the end
   */
  boolean next() throws MalformedRecordException {
    if (in.remaining() == 0) {
      return false;
    }
    int tag = in.u8();
    if (tag == Frame.STATE) {
      stream = 0;
      key = new String(in.blob(Journals.MAX_KEY_BYTES), StandardCharsets.UTF_8);
      length = in.varint(in.remaining(), "length of state");
      start = in.skip(length);
      return true;
    }
    stream = tag & Frame.STREAM_MASK;
    if (stream < 1 || stream > StreamId.AUDIT.code() || (tag & ~(Frame.STREAM_MASK | Frame.POSITION)) != 0) {
      throw new MalformedRecordException("entry tag " + tag + " is unknown");
    }
    position = (tag & Frame.POSITION) != 0 ? in.varint() : before[stream] + 1;
    if (position < 1) {
      throw new MalformedRecordException("position " + position + " of stream " + stream);
    }
    before[stream] = position;
    length = in.varint(Journal.MAX_RECORD_BYTES, "length of a record");
    start = in.skip(length);
    return true;
  }

  /** Whether the entry is a record; else it is state. */
  boolean isRecord() {
    return stream != 0;
  }

  /** Code of the record's stream. */
  int stream() {
    return stream;
  }

  long position() {
    return position;
  }

  int length() {
    return length;
  }

  String key() {
    return key;
  }

  /** Copy of the record or the state's value. */
  byte[] value() {
    return Arrays.copyOfRange(bytes, start, start + length);
  }
}
