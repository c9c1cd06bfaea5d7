package io.busbar.api.template;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Read access to a site folder, so that loaders need no file system. */
@ProviderType
public interface SiteFiles {
  /** Names relative to the folder with {@code /} between parts, sorted; hidden files and editors' backups left out. */
  List<String> names();

  /**
   * The text of a file, UTF-8.
   *
   * @throws IOException if it is not there, not readable, not UTF-8 or larger than 16 MiB, with a message for people
   */
  String read(String name) throws IOException;
}
