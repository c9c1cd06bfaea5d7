package io.busbar.shell.site;

import io.busbar.api.template.SiteFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A site folder on disk. Its names are those of the moment at which it was opened. */
public final class SiteFolder implements SiteFiles {
  /** Deepest sub folder that is looked into. */
  static final int MAX_DEPTH = 3;
  /** Most files that are looked at. */
  static final int MAX_FILES = 10_000;
  /** Largest file, bytes. */
  static final long MAX_BYTES = 16 << 20;

  private final Path folder;
  private final List<String> names;

  /** Opens a folder; its gateway's own {@code data} is no part of the site. */
  public SiteFolder(Path folder) throws IOException {
    this.folder = folder;
    try (Stream<Path> all = Files.walk(folder, MAX_DEPTH)) {
      this.names = all.limit(MAX_FILES).filter(Files::isRegularFile).map(each -> folder.relativize(each).toString().replace('\\', '/'))
          .filter(SiteFolder::isSource).sorted().toList();
    }
  }

  private static boolean isSource(String name) {
    for (String part : name.split("/")) {
      if (part.startsWith(".") || part.startsWith("#")) {
        return false;
      }
    }
    return !name.startsWith("data/") && !name.endsWith("~") && !name.endsWith(".bak") && !name.endsWith(".swp") && !name.endsWith(".orig");
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public String read(String name) throws IOException {
    Path file = folder.resolve(name);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("the file is larger than 16 MiB. Split it.");
      }
      byte[] bytes = Files.readAllBytes(file);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new IOException(name + " is not there.", e);
    } catch (AccessDeniedException e) {
      throw new IOException("this user (" + System.getProperty("user.name") + ") may not read the file. Give it the right to.", e);
    } catch (CharacterCodingException e) {
      throw new IOException("the file is not UTF-8 text. Save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\").", e);
    }
  }
}
