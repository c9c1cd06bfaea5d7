package io.busbar.journal.storage;

import io.busbar.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A file of a {@link FolderStorage}. Whole pages that are written and flushed at once go to the device in one direct
 * synchronous write, past the page cache, where the file system lets it; everything else is written through the cache
 * and flushed by {@code fdatasync}. Either way one {@link #force()} is one flush.
 */
final class ChannelFile implements StorageFile {
  static final int PAGE_BYTES = 4_096;
  /** Most in one direct write; what is longer takes several, each with its flush. */
  static final int MAX_DIRECT_BYTES = 256 << 10;

  private final FolderStorage storage;
  private final String name;
  private final FileChannel channel;
  private @Nullable FileChannel direct;
  /** Page-aligned memory, as direct writes want it. */
  private ByteBuffer aligned = ByteBuffer.allocate(0);
  /** Where the pages that wait in {@link #aligned} go; -1 if none do. */
  private long waitingAt = -1;
  private boolean cached;

  ChannelFile(FolderStorage storage, String name, FileChannel channel) {
    this.storage = storage;
    this.name = name;
    this.channel = channel;
  }

  @Override
  public long size() throws IOException {
    passOn();
    return channel.size();
  }

  @Override
  public void resize(long bytes) throws IOException {
    passOn();
    long size = channel.size();
    if (bytes < size) {
      channel.truncate(bytes);
    } else if (bytes > size) {
      channel.write(ByteBuffer.allocate(1), bytes - 1);
    }
    cached = true;
  }

  @Override
  public int read(long position, ByteBuffer into) throws IOException {
    passOn();
    int total = 0;
    while (into.hasRemaining()) {
      int n = channel.read(into, position + total);
      if (n < 0) {
        break;
      }
      total += n;
    }
    return total;
  }

  @Override
  public void write(long position, ByteBuffer from) throws IOException {
    passOn();
    int length = from.remaining();
    boolean pages = position % PAGE_BYTES == 0 && length % PAGE_BYTES == 0 && length > 0;
    // Direct writes are for pages that exist: where the file grows, the file system must write its own as well.
    if (pages && !cached && storage.isDirect() && position + length <= channel.size()) {
      long at = position;
      while (from.remaining() > MAX_DIRECT_BYTES) {
        await(at, from, MAX_DIRECT_BYTES);
        at += MAX_DIRECT_BYTES;
        writeWaiting();
      }
      await(at, from, from.remaining());
    } else {
      writeAll(channel, position, from);
      cached = true;
    }
  }

  private void await(long at, ByteBuffer from, int length) {
    if (aligned.capacity() < length) {
      aligned = ByteBuffer.allocateDirect(length + PAGE_BYTES).alignedSlice(PAGE_BYTES);
    }
    aligned.clear();
    aligned.put(from.slice(from.position(), length)).flip();
    from.position(from.position() + length);
    waitingAt = at;
  }

  /** Writes what waits for its flush through the cache, as something else comes in between. */
  private void passOn() throws IOException {
    if (waitingAt >= 0) {
      long at = waitingAt;
      waitingAt = -1;
      cached = true;
      writeAll(channel, at, aligned);
    }
  }

  @Override
  public void force() throws IOException {
    if (waitingAt >= 0) {
      writeWaiting();
    } else {
      channel.force(false);
    }
    cached = false;
    storage.requireFolder();
  }

  private void writeWaiting() throws IOException {
    FileChannel straight = openDirect();
    if (straight != null) {
      long at = waitingAt;
      waitingAt = -1;
      writeAll(straight, at, aligned);
    } else {
      passOn();
      channel.force(false);
    }
  }

  private @Nullable FileChannel openDirect() {
    if (direct == null) {
      direct = storage.openDirect(name);
    }
    return direct;
  }

  private static void writeAll(FileChannel channel, long position, ByteBuffer from) throws IOException {
    long at = position;
    while (from.hasRemaining()) {
      at += channel.write(from, at);
    }
  }

  @Override
  public void close() throws IOException {
    try (FileChannel first = channel; FileChannel second = direct) {
      passOn();
    }
  }
}
