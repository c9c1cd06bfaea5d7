package io.busbar.sink.file.records;

import io.busbar.api.journal.PointDescription;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of files that any file system takes: {@code oak-street.FDR-07.records.17.20261124T030000.123Z}. */
final class RecordName {
  private static final int LONGEST = 90;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RecordName() {}

  static String of(String gateway, PointDescription point, String name, long sourceNs) {
    String time = TIME.format(Instant.ofEpochMilli(Math.floorDiv(sourceNs, 1_000_000)));
    String exact = gateway + '\n' + point.device() + '\n' + point.point() + '\n' + name;
    String plain = clean(gateway) + '.' + clean(point.device()) + '.' + clean(point.point()) + '.' + clean(name);
    boolean same = plain.equals(gateway + '.' + point.device() + '.' + point.point() + '.' + name);
    if (same && plain.length() + time.length() < LONGEST) {
      return plain + '.' + time;
    }
    // Characters were left out, or it is cut: what tells it from others is its hash.
    String hash = String.format(Locale.ROOT, "%08x", exact.hashCode());
    return plain.substring(0, Math.min(plain.length(), LONGEST - time.length() - hash.length() - 2)) + '.' + hash + '.' + time;
  }

  private static String clean(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9_-]", "_");
    return plain.isEmpty() ? "_" : plain;
  }
}
