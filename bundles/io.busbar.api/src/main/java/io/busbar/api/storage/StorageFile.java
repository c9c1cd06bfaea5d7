package io.busbar.api.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** One open file of a {@link Storage}. Blocking, one thread at a time. */
@ProviderType
public interface StorageFile extends AutoCloseable {
  /** Size in bytes. */
  long size() throws IOException;

  /** Sets the size; new bytes read as 0. */
  void resize(long bytes) throws IOException;

  /**
   * Reads into the buffer's remaining space.
   *
   * @return bytes read; fewer than asked only at the end of the file
   */
  int read(long position, ByteBuffer into) throws IOException;

  /** Writes all of the buffer's remaining bytes. Not durable before {@link #force()}. */
  void write(long position, ByteBuffer from) throws IOException;

  /**
   * Makes all earlier writes durable. After a failure the state of the unflushed pages is unknown (the kernel may
   * have dropped them): the caller abandons the file and never takes a later success for this one.
   */
  void force() throws IOException;

  @Override
  void close() throws IOException;
}
