package io.busbar.journal.storage;

import io.busbar.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of a {@link FolderStorage}. */
final class ChannelFile implements StorageFile {
  private final FolderStorage storage;
  private final FileChannel channel;

  ChannelFile(FolderStorage storage, FileChannel channel) {
    this.storage = storage;
    this.channel = channel;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void resize(long bytes) throws IOException {
    long size = channel.size();
    if (bytes < size) {
      channel.truncate(bytes);
    } else if (bytes > size) {
      channel.write(ByteBuffer.allocate(1), bytes - 1);
    }
  }

  @Override
  public int read(long position, ByteBuffer into) throws IOException {
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
    long at = position;
    while (from.hasRemaining()) {
      at += channel.write(from, at);
    }
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
    storage.requireFolder();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
