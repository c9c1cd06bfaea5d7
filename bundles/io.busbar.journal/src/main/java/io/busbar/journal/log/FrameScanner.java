package io.busbar.journal.log;

import io.busbar.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads frames of one segment file and finds the next whole one behind damage. Not thread-safe. */
final class FrameScanner implements AutoCloseable {
  private static final int WINDOW_BYTES = 64 << 10;

  private final StorageFile file;
  private final long segment;
  private final byte[] head = new byte[Frame.HEAD_BYTES];

  FrameScanner(StorageFile file, long segment) {
    this.file = file;
    this.segment = segment;
  }

  /** The frame that starts there and ends at {@code limit} at most; null if there is no whole one. */
  @Nullable Frame at(long offset, long limit) throws IOException {
    if (offset + Frame.HEAD_BYTES > limit || file.read(offset, ByteBuffer.wrap(head)) < Frame.HEAD_BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(head);
    int length = in.getInt(Frame.LENGTH);
    if (in.getInt(0) != Frame.MAGIC || length < Frame.HEAD_BYTES || length > limit - offset) {
      return null;
    }
    byte[] bytes = new byte[length];
    if (file.read(offset, ByteBuffer.wrap(bytes)) < length || Frame.crcAt(bytes) != Frame.crcOf(segment, bytes, length)) {
      return null;
    }
    return new Frame(bytes, in.getLong(Frame.SEQUENCE), in.getLong(Frame.WALL), in.getInt(Frame.FLAGS));
  }

  /** Offset of the next whole frame from there on; {@code limit} if there is none. */
  long find(long from, long limit) throws IOException {
    byte[] window = new byte[WINDOW_BYTES];
    long offset = Frame.align(from);
    while (offset + Frame.HEAD_BYTES <= limit) {
      int n = file.read(offset, ByteBuffer.wrap(window));
      for (int i = 0; i + Integer.BYTES <= n; i += Frame.ALIGNMENT) {
        if (ByteBuffer.wrap(window).getInt(i) == Frame.MAGIC && at(offset + i, limit) != null) {
          return offset + i;
        }
      }
      if (n < WINDOW_BYTES) {
        return limit;
      }
      offset += WINDOW_BYTES;
    }
    return limit;
  }

  /** The header; null if it is damaged. */
  @Nullable SegmentHeader header() throws IOException {
    byte[] bytes = new byte[SegmentHeader.BYTES];
    return file.read(0, ByteBuffer.wrap(bytes)) < bytes.length ? null : SegmentHeader.parse(bytes);
  }

  StorageFile file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
