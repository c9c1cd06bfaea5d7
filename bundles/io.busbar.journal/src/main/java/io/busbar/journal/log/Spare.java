package io.busbar.journal.log;

import io.busbar.api.storage.Storage;
import io.busbar.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One file that waits to become the next segment: filled with zeros, or a former segment, whose frames count to its old
 * number and to no other. So a full disk is noticed a whole segment before nothing
 * can be committed any more, while what is to be dropped can still be recorded. Writer's thread only.
 */
final class Spare {
  static final String NAME = "spare";
  private static final int FILL_BYTES = 256 << 10;

  private final Storage storage;
  private long bytes;
  /** Whether an earlier run left it. */
  private boolean found;

  Spare(Storage storage) {
    this.storage = storage;
  }

  /** Its size; 0 if there is none. */
  long bytes() {
    return bytes;
  }

  /** Takes over what an earlier run left, if it is of that size; else deletes it. */
  void recover(long size) throws IOException {
    synchronized (storage) {
      long left = storage.fileBytes(NAME);
      found = left == size;
      bytes = found ? size : 0;
      if (left >= 0 && !found) {
        storage.delete(NAME);
      }
    }
  }

  /** Makes it, if there is none. */
  void make(long size) throws IOException {
    if (bytes > 0) {
      return;
    }
    try {
      StorageFile opened;
      synchronized (storage) {
        opened = storage.open(NAME);
      }
      try (StorageFile file = opened) {
        fill(file, size);
        file.force();
      }
    } catch (IOException e) {
      delete(NAME);
      throw e;
    }
    bytes = size;
  }

  /** Makes a former segment the spare, if there is none; false if that fails. */
  boolean take(String name, long size) {
    if (bytes > 0) {
      return false;
    }
    try {
      storage.rename(name, NAME);
    } catch (IOException e) {
      return false;
    }
    bytes = size;
    return true;
  }

  /** Gives it that name; false if there is none of that size. */
  boolean become(String name, long size) throws IOException {
    if (bytes != size || (found && !blank())) {
      return false;
    }
    found = false;
    bytes = 0;
    synchronized (storage) {
      storage.rename(NAME, name);
    }
    return true;
  }

  /**
   * What an earlier run left may hold the head of a segment that was never to be: of a renaming which a power loss undid. Its number
   * is given out again, and then that head would count. False if it cannot be blanked, and is given up.
   */
  private boolean blank() {
    try {
      StorageFile opened;
      synchronized (storage) {
        opened = storage.open(NAME);
      }
      try (StorageFile file = opened) {
        file.write(0, ByteBuffer.allocate(ActiveSegment.PAGE_BYTES));
        file.force();
      }
      return true;
    } catch (IOException e) {
      bytes = 0;
      delete(NAME);
      return false;
    }
  }

  static void fill(StorageFile file, long size) throws IOException {
    byte[] zeros = new byte[(int) Math.min(size, FILL_BYTES)];
    for (long at = 0; at < size; at += zeros.length) {
      file.write(at, ByteBuffer.wrap(zeros, 0, (int) Math.min(zeros.length, size - at)));
    }
  }

  private void delete(String name) {
    try {
      synchronized (storage) {
        storage.delete(name);
      }
    } catch (IOException ignored) {
      // The failure that led here is the one to report; the next start deletes it.
    }
  }
}
