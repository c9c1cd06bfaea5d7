package io.busbar.iec60870.station;

/**
 * A file that a station keeps, such as a disturbance record.
 *
 * @param address of its information object
 * @param name NOF, 1 to 65,535
 * @param time when it was made, as CP56 in the station's zone
 * @param content up to 16,777,215 bytes; not to be changed
 * @param sectionBytes so many bytes of it are a section; 255 sections at most
 */
public record StationFile(int address, int name, long time, byte[] content, int sectionBytes) {
  /** Checks the ranges. */
  public StationFile {
    if (name < 1 || name > 65_535 || content.length > 0xFF_FFFF || sectionBytes < 1 || (content.length - 1) / sectionBytes >= 255) {
      throw new IllegalArgumentException("a file has a name from 1 to 65535, at most 16777215 bytes and 255 sections");
    }
  }

  int sections() {
    return Math.max(1, (content.length + sectionBytes - 1) / sectionBytes);
  }

  int begin(int section) {
    return Math.min(content.length, (section - 1) * sectionBytes);
  }

  int end(int section) {
    return Math.min(content.length, section * sectionBytes);
  }
}
