package io.busbar.engine.site;

import io.busbar.api.template.SiteFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A folder of the file system as a site folder: whoever loads, plans or checks one takes the same files for the site's. The
 * gateway's own data folder inside it (named {@code data}, or holding a {@code gateway.run}) is no part of the site; what
 * cannot be looked into is left out. Any thread; blocks for the file system.
 */
public final class SiteFolder implements SiteFiles {
  private final Path folder;

  /** The folder; it need not be there yet. */
  public SiteFolder(Path folder) {
    this.folder = folder;
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** Whether it is there. */
  public boolean isThere() {
    return Files.isDirectory(folder);
  }

  @Override
  public List<String> names() {
    return List.copyOf(scan().keySet());
  }

  /** The files by name, with what the file system says of them. */
  Map<String, BasicFileAttributes> scan() {
    TreeMap<String, BasicFileAttributes> found = new TreeMap<>();
    try {
      Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, new SimpleFileVisitor<Path>() {
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
          boolean own = directory.equals(folder);
          boolean data = directory.equals(folder.resolve("data")) || Files.exists(directory.resolve("gateway.run"));
          return !own && (data || isIgnored(directory)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (attributes.isRegularFile() && !isIgnored(file)) {
            found.put(nameOf(file), attributes);
          }
          return found.size() < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException unreadable) {
      return found;
    }
    return found;
  }

  private String nameOf(Path file) {
    List<String> parts = new ArrayList<>();
    folder.relativize(file).forEach(part -> parts.add(part.toString()));
    return String.join("/", parts);
  }

  private static boolean isIgnored(Path path) {
    return SiteFiles.isIgnored(String.valueOf(path.getFileName()));
  }

  @Override
  public String read(String name) throws IOException {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw new IOException(name + " is outside the site folder");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(name + " has more than 16 MiB. A site's file is a text that a person can read.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
    } catch (NoSuchFileException missing) {
      throw new IOException(name + " is not there.", missing);
    } catch (AccessDeniedException locked) {
      throw new IOException(name + " may not be read by this user (" + System.getProperty("user.name") + "). Give it the right to.", locked);
    } catch (CharacterCodingException wrong) {
      throw new IOException(name + " is not UTF-8 text. Save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\").", wrong);
    }
  }
}
