package io.busbar.journal.log;

import io.busbar.api.storage.StorageFile;
import io.busbar.journal.wire.ByteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The segment that is being written: a preallocated file with a head, a snapshot and room for frames. Writer's thread. */
final class ActiveSegment {
  static final int PAGE_BYTES = 4_096;

  private final Segment segment;
  private final StorageFile file;
  private final long size;
  private long offset;
  private long deviceBytes;

  private ActiveSegment(Segment segment, StorageFile file, long size) {
    this.segment = segment;
    this.file = file;
    this.size = size;
  }

  /** Makes head and snapshot of a file of zeros durable; the folder is not synced yet. Closes it on failure. */
  static ActiveSegment create(StorageFile file, Segment segment, long size, SegmentHeader header, Snapshot snapshot)
      throws IOException {
    ActiveSegment active = new ActiveSegment(segment, file, size);
    try {
      file.write(0, ByteBuffer.wrap(header.toBytes()));
      file.write(SegmentHeader.BYTES, ByteBuffer.wrap(snapshot.bytes(), 0, snapshot.length()));
      file.force();
    } catch (IOException e) {
      file.close();
      throw e;
    }
    active.deviceBytes = pages(0, SegmentHeader.BYTES + snapshot.length());
    active.offset = Frame.align(SegmentHeader.BYTES + snapshot.length());
    segment.fileBytes(size);
    segment.add(snapshot.summary(), active.offset);
    return active;
  }

  boolean fits(int length) {
    return length <= size - offset;
  }

  /** Bytes left for frames. */
  long left() {
    return size - offset;
  }

  /** Writes and flushes a frame. After a failure the segment takes no more. */
  void write(byte[] frame, int length) throws IOException {
    file.write(offset, ByteBuffer.wrap(frame, 0, length));
    file.force();
    deviceBytes += pages(offset, offset + length);
    offset = Frame.align(offset + length);
  }

  Segment segment() {
    return segment;
  }

  /** Offset after the last durable frame. */
  long offset() {
    return offset;
  }

  /** Bytes in whole pages since the last call. */
  long takeDeviceBytes() {
    long taken = deviceBytes;
    deviceBytes = 0;
    return taken;
  }

  void close() throws IOException {
    file.close();
  }

  private static long pages(long from, long to) {
    return ((to + PAGE_BYTES - 1) / PAGE_BYTES - from / PAGE_BYTES) * PAGE_BYTES;
  }

  /** All state as one frame, sealed once the segment's number is known. */
  record Snapshot(ByteWriter frame, long wallNs, List<Carried> carried) {
    int length() {
      return frame.size();
    }

    byte[] bytes() {
      return frame.array();
    }

    FrameSummary summary() {
      byte[] head = frame.array();
      FrameSummary summary = new FrameSummary(ByteBuffer.wrap(head).getLong(Frame.SEQUENCE), wallNs, Frame.crcAt(head));
      carried.forEach(record -> summary.add(record.stream(), record.position(), record.length()));
      return summary;
    }
  }

  /** A record that is written anew with a snapshot. */
  record Carried(int stream, long position, int length) {}
}
