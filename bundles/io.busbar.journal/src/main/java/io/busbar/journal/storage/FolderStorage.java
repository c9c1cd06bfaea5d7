package io.busbar.journal.storage;

import io.busbar.api.storage.Storage;
import io.busbar.api.storage.StorageFile;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A folder of the file system. Closing it releases the lock; the journal that was opened in it does so. */
public final class FolderStorage implements Storage, AutoCloseable {
  private static final String LOCK_FILE = "lock";
  private static final int MAX_NAME = 100;

  private static final Logger LOG = System.getLogger(FolderStorage.class.getName());

  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;
  /** Why the file system refuses direct writes; empty as long as it does not. */
  private volatile String refusal = "";

  private FolderStorage(Path folder, FileChannel lockFile, FileLock lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Makes the folder where it is missing and locks it.
   *
   * @throws IOException with the folder's name and the remedy
   */
  public static FolderStorage open(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    FileChannel channel;
    try {
      createDurably(absolute);
      channel = FileChannel.open(absolute.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.toString();
      throw new IOException("cannot use the journal's folder " + absolute + " (" + reason
          + "). Give this user the right to write there, or configure another folder.", e);
    }
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("the journal's folder " + absolute + " is in use by this same process. Configure a folder"
          + " of its own for each journal.", e);
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw new IOException("the journal's folder " + absolute + " is in use by another process. Stop that one, or"
          + " configure another folder.");
    }
    return new FolderStorage(absolute, channel, lock);
  }

  /** Creates missing folders and makes each durable in its parent. */
  private static void createDurably(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      createDurably(parent);
    }
    Files.createDirectories(folder);
    if (parent != null) {
      syncFolder(parent);
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    // A folder opens for reading only; on systems that cannot (Windows) renames and creations are durable by themselves.
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public List<String> list() throws IOException {
    // Not asked of each whether it is a file: that takes longer than all else at a start, and nobody else is at home here.
    String[] all = folder.toFile().list();
    if (all == null) {
      requireFolder();
      throw new IOException("the journal's folder " + folder + " cannot be listed. Give this user the right to read it");
    }
    Arrays.sort(all);
    List<String> names = new ArrayList<>(all.length);
    for (String name : all) {
      if (isName(name)) {
        names.add(name);
      }
    }
    return names;
  }

  @Override
  public long fileBytes(String name) throws IOException {
    // 0 for a missing file as well.
    File file = new File(folder.toFile(), named(name));
    long bytes = file.length();
    return bytes > 0 || file.exists() ? bytes : -1;
  }

  @Override
  public StorageFile open(String name) throws IOException {
    requireFolder();
    return new ChannelFile(this, name, FileChannel.open(path(name), StandardOpenOption.CREATE, StandardOpenOption.READ,
        StandardOpenOption.WRITE));
  }

  @Override
  public boolean isDirect() {
    return refusal.isEmpty();
  }

  /** {@code DIRECT} of the module jdk.unsupported, by its name: newer compilers warn of the class, and a JVM may come without it. */
  private static OpenOption direct() {
    try {
      for (Object option : Class.forName("com.sun.nio.file.ExtendedOpenOption", true, ClassLoader.getPlatformClassLoader()).getEnumConstants()) {
        if (option instanceof OpenOption direct && option.toString().equals("DIRECT")) {
          return direct;
        }
      }
    } catch (ClassNotFoundException e) {
      throw new UnsupportedOperationException("this JVM comes without the module jdk.unsupported", e);
    }
    throw new UnsupportedOperationException("this JVM has no direct writes");
  }

  /** The file for direct synchronous writes of whole pages; null if the file system refuses them, which is noted. */
  @Nullable FileChannel openDirect(String name) {
    try {
      if (Files.getFileStore(folder).getBlockSize() > ChannelFile.PAGE_BYTES) {
        throw new UnsupportedOperationException("blocks of " + Files.getFileStore(folder).getBlockSize() + " bytes");
      }
      return FileChannel.open(path(name), StandardOpenOption.WRITE, StandardOpenOption.DSYNC, direct());
    } catch (IOException | UnsupportedOperationException | LinkageError e) {
      if (refusal.isEmpty()) {
        refusal = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.toString();
        LOG.log(Level.INFO, "journal in {0}: {1}", folder, writing());
      }
      return null;
    }
  }

  @Override
  public String writing() {
    return refusal.isEmpty() ? "direct synchronous writes"
        : "page cache and fdatasync, as the file system refuses direct writes (" + refusal + ")";
  }

  /**
   * Files that were deleted can be written on as if nothing had happened, and are gone with the process: so whoever has
   * made something durable looks whether the folder is still there.
   *
   * @throws IOException with the remedy if it is not
   */
  void requireFolder() throws IOException {
    if (Files.notExists(folder.resolve(LOCK_FILE))) {
      throw new IOException("the journal's folder " + folder + " was deleted while it is in use. Nothing is stored now. "
          + "Stop this program and start it again; what had not been delivered is lost");
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void sync() throws IOException {
    requireFolder();
    syncFolder(folder);
  }

  @Override
  public long freeBytes() throws IOException {
    requireFolder();
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public void close() throws IOException {
    if (lock.isValid()) {
      lock.release();
    }
    lockFile.close();
  }

  private Path path(String name) throws IOException {
    return folder.resolve(named(name));
  }

  private static String named(String name) throws IOException {
    if (!isName(name)) {
      throw new IOException("\"" + name + "\" is not the name of a file of a storage");
    }
    return name;
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME || name.charAt(0) == '.' || name.equals(LOCK_FILE)) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !digit && "._-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
