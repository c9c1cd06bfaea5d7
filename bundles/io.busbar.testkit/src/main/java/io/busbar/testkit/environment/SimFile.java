package io.busbar.testkit.environment;

import io.busbar.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link SimStorage}. */
final class SimFile implements StorageFile {
  private final SimStorage storage;
  private final SimInode inode;
  private final int life;
  private boolean closed;

  SimFile(SimStorage storage, SimInode inode, int life) {
    this.storage = storage;
    this.inode = inode;
    this.life = life;
  }

  @Override
  public long size() throws IOException {
    return storage.size(open(), life);
  }

  @Override
  public void resize(long bytes) throws IOException {
    storage.resize(open(), life, bytes);
  }

  @Override
  public int read(long position, ByteBuffer into) throws IOException {
    return storage.read(open(), life, position, into);
  }

  @Override
  public void write(long position, ByteBuffer from) throws IOException {
    storage.write(open(), life, position, from);
  }

  @Override
  public void force() throws IOException {
    storage.force(open(), life);
  }

  @Override
  public void close() {
    closed = true;
  }

  private SimInode open() throws IOException {
    if (closed) {
      throw new IOException("the file is closed");
    }
    return inode;
  }
}
