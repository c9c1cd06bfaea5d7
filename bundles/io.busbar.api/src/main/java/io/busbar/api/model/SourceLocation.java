package io.busbar.api.model;

/**
 * A place in a configuration file.
 *
 * @param file name relative to the site folder
 * @param line from 1; 0 if the place is the whole file
 * @param column from 1; 0 if the place is the whole line
 */
public record SourceLocation(String file, int line, int column) {
  /** For what no file says: defaults, tests. */
  public static final SourceLocation NONE = new SourceLocation("", 0, 0);

  /** {@code devices.csv:3:15}. */
  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
