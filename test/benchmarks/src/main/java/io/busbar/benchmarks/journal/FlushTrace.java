package io.busbar.benchmarks.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts flushes in what {@code strace -f} noted of a {@link StoreNode}, between its marks: fsync, fdatasync, msync, and each
 * write to a file that was opened with O_DSYNC or O_SYNC.
 */
final class FlushTrace {
  static final List<String> COMMAND = List.of("strace", "-f", "-e",
      "trace=openat,open,close,access,stat,newfstatat,statx,fsync,fdatasync,msync,sync_file_range,write,pwrite64,pwritev", "-o");
  private static final Pattern OPENED = Pattern.compile("open(?:at)?\\(.*O_D?SYNC.*\\) += (\\d+)");
  /** An opening during which another thread called something, and its end. */
  private static final Pattern OPENING = Pattern.compile("^(\\d+) +open(?:at)?\\(.*O_D?SYNC.*unfinished");
  private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. open(?:at)? resumed.*\\) += (\\d+)");
  private static final Pattern WRITTEN = Pattern.compile("p?writev?(?:64)?\\((\\d+),");
  private static final Pattern CLOSED = Pattern.compile("close\\((\\d+)\\)");
  private static final Pattern FLUSHED = Pattern.compile("(?:fsync|fdatasync|msync)\\(");

  private FlushTrace() {}

  static long count(Path trace) throws IOException {
    Set<String> synchronous = new HashSet<>();
    Set<String> opening = new HashSet<>();
    boolean measured = false;
    long flushes = 0;
    for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
      if (line.contains(StoreNode.BEGIN)) {
        measured = true;
      } else if (line.contains(StoreNode.END)) {
        return flushes;
      }
      Matcher opened = OPENED.matcher(line);
      Matcher closed = CLOSED.matcher(line);
      Matcher written = WRITTEN.matcher(line);
      Matcher begun = OPENING.matcher(line);
      Matcher resumed = RESUMED.matcher(line);
      if (begun.find()) {
        opening.add(begun.group(1));
      } else if (resumed.find() && opening.remove(resumed.group(1))) {
        synchronous.add(resumed.group(2));
      } else if (opened.find()) {
        synchronous.add(opened.group(1));
      } else if (closed.find()) {
        synchronous.remove(closed.group(1));
      } else if (measured && (FLUSHED.matcher(line).find() || (written.find() && synchronous.contains(written.group(1))))) {
        flushes++;
      }
    }
    throw new IOException(trace + " does not hold the marks of a measured stretch");
  }
}
