package io.busbar.deploy.swap;

import io.busbar.deploy.manifest.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/** In development mode no signature says whose a file is; so it has to belong to root or to the process's own user, and nobody else may write it. */
final class OwnFile {
  private OwnFile() {}

  static Path check(String name) throws IOException, Refused {
    Path file = Path.of(name);
    if (!file.isAbsolute() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Refused(name + " is no file of this machine, named with its whole path.");
    }
    PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String user = System.getProperty("user.name", "");
    String owner = attributes.owner().getName();
    if (!owner.equals("root") && !owner.equals(user)) {
      throw new Refused(file + " belongs to " + owner + ", and without signatures only files of root or " + user + " are taken: sudo chown root "
          + file);
    }
    if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE) || attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)) {
      throw new Refused(file + " can be written by others than its owner: chmod go-w " + file);
    }
    return file;
  }
}
