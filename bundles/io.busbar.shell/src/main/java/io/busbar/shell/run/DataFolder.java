package io.busbar.shell.run;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.CannotDo;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A folder that one process at a time keeps its data in: made, proved writable, and locked until closed. */
final class DataFolder implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DataFolder.class.getName());

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes a folder.
   *
   * @param role {@code gateway} or {@code central}: the lock is {@code ROLE.lock}
   * @param option how to choose another folder, for messages
   */
  static DataFolder take(Path folder, String role, String option) throws CannotDo {
    Path file = folder.resolve(role + ".lock");
    FileChannel channel = null;
    try {
      Files.createDirectories(folder);
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock != null) {
        return new DataFolder(folder, channel, lock);
      }
      channel.close();
    } catch (FileAlreadyExistsException e) {
      throw new CannotDo(folder + " is a file, not a folder. Move it away. " + option, e);
    } catch (AccessDeniedException e) {
      throw new CannotDo("cannot write to " + folder + ". Give this user (" + System.getProperty("user.name") + ") the right to write "
          + "there. " + option, e);
    } catch (IOException e) {
      throw new CannotDo("cannot write to " + folder + " (" + e + "). " + option, e);
    }
    throw new CannotDo("another " + role + holder(folder, role) + " runs on " + folder + ". Stop it first. " + option);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  private static String holder(Path folder, String role) {
    try {
      Map<String, @Nullable Object> run = Json.object(Files.readString(folder.resolve(role + ".run")));
      return " (process " + Json.text(run, "pid") + ")";
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "no run file in {0}: {1}", folder, e);
      return "";
    }
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the lock of {0} is not released: {1}", folder, e);
    }
  }
}
