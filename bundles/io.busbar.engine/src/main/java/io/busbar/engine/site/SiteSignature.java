package io.busbar.engine.site;

import io.busbar.api.template.SiteFiles;
import io.busbar.api.time.BusClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether something in a site folder was edited: the names, sizes and check sums of its files. A file system counts
 * time in ticks of some milliseconds, on some media of seconds: two edits of one size within a tick leave the same time. So a
 * file is read again at each look until its time of change is {@value #YOUNG_SECONDS} s old, and after that only when its
 * size, its time or the file itself are others. Thread-safe; blocks for the file system.
 */
final class SiteSignature {
  /** As long as this another edit can bear the same time: FAT counts in steps of 2 s. */
  private static final int YOUNG_SECONDS = 3;
  private static final long YOUNG_NS = YOUNG_SECONDS * 1_000_000_000L;
  private static final long NS_PER_MS = 1_000_000;

  private final SiteFolder folder;
  private final BusClock clock;
  private Map<String, Known> known = new HashMap<>();

  SiteSignature(SiteFolder folder, BusClock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** A file whose contents are known. */
  private record Known(long size, long changedMs, @Nullable Object key, long sum) {
    boolean is(BasicFileAttributes file) {
      return size == file.size() && changedMs == file.lastModifiedTime().toMillis() && Objects.equals(key, file.fileKey());
    }
  }

  /** One text: another text means that something was edited. */
  synchronized String text() {
    long nowMs = clock.wallNs() / NS_PER_MS;
    Map<String, Known> settled = new HashMap<>();
    StringBuilder text = new StringBuilder();
    folder.scan().forEach((name, attributes) -> {
      long changedMs = attributes.lastModifiedTime().toMillis();
      Known before = known.get(name);
      Known file = before != null && before.is(attributes) ? before
          : new Known(attributes.size(), changedMs, attributes.fileKey(), sum(folder.path().resolve(name), attributes));
      if (nowMs - changedMs > YOUNG_NS / NS_PER_MS) {
        settled.put(name, file);
      }
      text.append(name).append(' ').append(file.size).append(' ').append(Long.toHexString(file.sum)).append('\n');
    });
    known = settled;
    return text.toString();
  }

  /** Check sum of a file; its time of change for one that is too large for a site's file, or that cannot be read. */
  private static long sum(Path file, BasicFileAttributes attributes) {
    if (attributes.size() <= SiteFiles.MAX_BYTES) {
      try {
        CRC32C sum = new CRC32C();
        sum.update(Files.readAllBytes(file));
        return sum.getValue();
      } catch (IOException unreadable) {
        return attributes.lastModifiedTime().toMillis();
      }
    }
    return attributes.lastModifiedTime().toMillis();
  }
}
