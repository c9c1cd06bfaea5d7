package io.busbar.security.keys;

import io.busbar.api.time.RandomSource;
import io.busbar.security.cipher.X25519;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;

/**
 * A folder of small text files that only their owner can read. A file is written beside, flushed and renamed, and then the
 * folder is flushed: after a power cut there is the old one or the new one. Blocking.
 */
public final class KeyFolder {
  private static final String PRIVATE_KEY = "private-key";
  private static final String SECRET = "secret";
  private static final String STARTS = "starts";

  private final Path folder;

  /** A folder, which is made when something is written. */
  public KeyFolder(Path folder) {
    this.folder = folder;
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** Whether there is a key pair. */
  public boolean hasKey() {
    return Files.exists(folder.resolve(PRIVATE_KEY));
  }

  /** Our private key, made at the first call. */
  public byte[] privateKey(RandomSource random) throws IOException {
    return secretOf(PRIVATE_KEY, random);
  }

  /** The secret that is in central's line, made at the first call. */
  public byte[] secret(RandomSource random) throws IOException {
    return secretOf(SECRET, random);
  }

  private byte[] secretOf(String name, RandomSource random) throws IOException {
    String text = read(name);
    if (text.isEmpty()) {
      ByteBuffer fresh = ByteBuffer.allocate(X25519.BYTES);
      while (fresh.hasRemaining()) {
        fresh.putLong(random.nextLong());
      }
      write(name, Base64.getUrlEncoder().withoutPadding().encodeToString(fresh.array()) + "\n");
      return fresh.array();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.strip());
      if (bytes.length == X25519.BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(damaged(name), e);
    }
    throw new IOException(damaged(name));
  }

  private String damaged(String name) {
    return folder.resolve(name) + " is damaged. Put it back from a backup, or delete it: a new one is made, and the other end has to"
        + " be told of it.";
  }

  /** Reserves the number of this start: it is on the disk before it is given. */
  public long nextStart() throws IOException {
    String text = read(STARTS).strip();
    long next = text.matches("[0-9]{1,18}") ? Long.parseLong(text) + 1 : 1;
    write(STARTS, next + "\n");
    return next;
  }

  /** A file's text, empty if there is none. */
  String read(String name) throws IOException {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (FileSystemException e) {
      throw new IOException(file + " cannot be read by this user (" + System.getProperty("user.name") + "): " + e.getMessage(), e);
    }
  }

  /** When a file was last written and how large it is, to see a change cheaply. */
  String stamp(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? Files.getLastModifiedTime(file) + " " + Files.size(file) : "";
    } catch (IOException e) {
      return "unreadable: " + e;
    }
  }

  /** Writes a file whole or not at all. */
  void write(String name, String text) throws IOException {
    Path part = folder.resolve(name + ".part");
    try {
      makeFolder();
      Files.deleteIfExists(part);
      boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
      var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (FileChannel channel = posix
          ? FileChannel.open(part, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
          : FileChannel.open(part, options)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      }
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(folder + " is on a file system that cannot rename in one step. Choose another folder.", e);
    } catch (FileSystemException e) {
      throw new IOException("cannot write to " + folder + " (" + e.getMessage() + "). Give this user (" + System.getProperty("user.name")
          + ") the right to write there, or free some space.", e);
    }
  }

  private void makeFolder() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
