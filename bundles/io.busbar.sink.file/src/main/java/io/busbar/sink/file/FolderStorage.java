package io.busbar.sink.file;

import io.busbar.api.storage.Storage;
import io.busbar.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A folder of the file system as storage. Others may read the files while they grow. */
final class FolderStorage implements Storage {
  private final Path folder;

  /** Makes the folder where it is missing. */
  FolderStorage(Path folder) throws IOException {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (AccessDeniedException e) {
      throw new IOException("the file sink may not make " + folder + ": give this user the right to write in "
          + folder.toAbsolutePath().getParent() + " or name another folder", e);
    } catch (FileAlreadyExistsException | NotDirectoryException e) {
      throw new IOException(folder + " is no folder: remove it or name another folder for the file sink", e);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("the file sink may not write in " + folder + ": give this user the right or name another"
          + " folder");
    }
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public StorageFile open(String name) throws IOException {
    return new ChannelFile(FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ,
        StandardOpenOption.WRITE));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void sync() throws IOException {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  @Override
  public long freeBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  private static final class ChannelFile implements StorageFile {
    private final FileChannel channel;

    ChannelFile(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void resize(long bytes) throws IOException {
      if (bytes < channel.size()) {
        channel.truncate(bytes);
      } else if (bytes > channel.size()) {
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
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
