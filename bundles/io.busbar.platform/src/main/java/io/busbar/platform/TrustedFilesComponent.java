package io.busbar.platform;

import io.busbar.api.storage.TrustedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import org.osgi.service.component.annotations.Component;

/** Trusted files of a POSIX file system. */
@Component
public final class TrustedFilesComponent implements TrustedFiles {
  @Override
  public void check(String name) throws IOException {
    trusted(regular(name));
  }

  private static Path regular(String name) throws IOException {
    Path file = Path.of(name);
    if (!file.isAbsolute() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(name + " is no file of this machine, named with its whole path, that this process can read");
    }
    return file;
  }

  @Override
  public byte[] read(String name) throws IOException {
    Path file = regular(name);
    PosixFileAttributes before = trusted(file);
    if (before.size() > MAX_BYTES) {
      throw new IOException(name + " has more than 64 MiB");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (!Objects.equals(before.fileKey(), trusted(file).fileKey())) {
      throw new IOException(name + " was exchanged while it was read. Try again");
    }
    return bytes;
  }

  private static PosixFileAttributes trusted(Path file) throws IOException {
    PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String user = System.getProperty("user.name", "");
    String owner = attributes.owner().getName();
    if (!owner.equals("root") && !owner.equals(user)) {
      throw new IOException(file + " belongs to " + owner + ". Its code would run as " + user + ", so it has to belong to root or " + user
          + ": sudo chown root " + file);
    }
    if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE) || attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)) {
      throw new IOException(file + " can be written by others than its owner: chmod go-w " + file);
    }
    return attributes;
  }
}
