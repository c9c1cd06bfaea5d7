package io.busbar.api.template;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.osgi.annotation.versioning.ProviderType;

/** Read access to a site folder, so that loaders need no file system. */
@ProviderType
public interface SiteFiles {
  /** Folders between the site folder and a file of its, at most, the file itself counted. */
  int MAX_DEPTH = 4;
  /** Files of a site at most. */
  int MAX_FILES = 1_000;
  /** Bytes of a file at most: a site's file is a text that a person can read. */
  long MAX_BYTES = 16L << 20;

  /**
   * Whether the name of a file or folder, without what it lies in, is that of a hidden one or of an editor's or a merge's
   * backup: no part of the site.
   */
  static boolean isIgnored(String written) {
    String name = written.toLowerCase(Locale.ROOT);
    return name.startsWith(".") || name.startsWith("#") || name.startsWith("~") || name.endsWith("~") || name.endsWith(".swp")
        || name.endsWith(".bak") || name.endsWith(".tmp") || name.endsWith(".orig");
  }

  /** Names relative to the folder with {@code /} between parts, sorted; hidden files and editors' backups left out. */
  List<String> names();

  /**
   * The text of a file, UTF-8.
   *
   * @throws IOException if it is not there, not readable, not UTF-8 or larger than 16 MiB, with a message for people
   */
  String read(String name) throws IOException;
}
