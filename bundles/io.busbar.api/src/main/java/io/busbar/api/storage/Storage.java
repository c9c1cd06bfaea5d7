package io.busbar.api.storage;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A flat folder of durable files. Names are of letters, digits, {@code . - _} and at most 100 characters.
 * A storage has one owner; its methods block and are not thread-safe.
 */
@ProviderType
public interface Storage {
  /** Names of the files that exist, sorted. */
  List<String> list() throws IOException;

  /** Size of a file in bytes without opening it; −1 where there is none. */
  default long fileBytes(String name) throws IOException {
    if (!list().contains(name)) {
      return -1;
    }
    try (StorageFile file = open(name)) {
      return file.size();
    }
  }

  /** Opens a file for reading and writing, creating it with size 0 where it does not exist. */
  StorageFile open(String name) throws IOException;

  /** Deletes a file; no error where there is none. Durable only after {@link #sync()}. */
  void delete(String name) throws IOException;

  /** Renames atomically over whatever has the new name. Durable only after {@link #sync()}. */
  void rename(String from, String to) throws IOException;

  /** Makes creations, deletions and renames durable (fsync of the directory). */
  void sync() throws IOException;

  /** Bytes still free for this storage. Any thread. */
  long freeBytes() throws IOException;

  /**
   * Whether whole pages of 4,096 bytes that are written to space which a file has already go past the operating system's
   * memory: of a process that died nothing is still to be written, and what is read is what the medium has. Any thread.
   */
  default boolean isDirect() {
    return false;
  }

  /** How what is flushed reaches the medium, for a technician: {@code direct synchronous writes}. Any thread. */
  default String writing() {
    return "";
  }
}
