package io.busbar.engine.site;

import io.busbar.api.time.BusClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that goes back unless it is confirmed in time. It stands in {@code .busbar/unconfirmed} before the change counts: the version
 * to go back to, when it began and for how long (wall time and duration in ms), and who wanted it, one a line. In a process time is
 * counted monotonically; over a restart by the wall clock, but never longer than it was given. One thread at a time.
 */
final class ConfirmWait {
  private static final long NS_PER_MS = 1_000_000;
  private static final int FIELDS = 4;

  private final Path file;
  private final BusClock clock;
  private @Nullable Waiting waiting;

  ConfirmWait(Path folder, BusClock clock) {
    file = folder.resolve(".busbar").resolve("unconfirmed");
    this.clock = clock;
  }

  /**
   * What waits.
   *
   * @param back version to go back to
   * @param who wanted the change
   * @param withinMs time that it was given
   * @param dueNs monotonic time at which it goes back
   */
  record Waiting(int back, String who, long withinMs, long dueNs) {}

  /** Takes up what waited before a restart. */
  void recover() throws IOException {
    String text = DurableFiles.read(file);
    if (text == null) {
      return;
    }
    List<String> lines = text.lines().toList();
    if (lines.size() < FIELDS - 1 || !lines.subList(0, FIELDS - 1).stream().allMatch(each -> each.matches("\\d{1,15}"))) {
      throw new IOException(file + " is damaged. Delete it to keep the present site.");
    }
    long withinMs = Long.parseLong(lines.get(2));
    long goneMs = clock.wallNs() / NS_PER_MS - Long.parseLong(lines.get(1));
    long leftMs = Math.max(0, Math.min(withinMs, withinMs - goneMs));
    waiting = new Waiting(Integer.parseInt(lines.get(0)), lines.size() < FIELDS ? "" : lines.get(FIELDS - 1), withinMs,
        clock.monotonicNs() + leftMs * NS_PER_MS);
  }

  /** Begins to wait; to be called before the change. */
  void begin(int back, String who, long withinMs) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException(file + " is in no folder");
    }
    Files.createDirectories(parent);
    Path fresh = parent.resolve("unconfirmed.next");
    DurableFiles.write(fresh, String.join("\n", Integer.toString(back), Long.toString(Math.max(0, clock.wallNs() / NS_PER_MS)),
        Long.toString(withinMs), who.replaceAll("\\p{Cntrl}", " ")));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    DurableFiles.sync(parent);
    waiting = new Waiting(back, who, withinMs, clock.monotonicNs() + withinMs * NS_PER_MS);
  }

  /** Ends the wait: confirmed, or gone back. */
  void end() throws IOException {
    Files.deleteIfExists(file);
    DurableFiles.sync(file.toAbsolutePath().getParent());
    waiting = null;
  }

  /** What waits, or null. */
  @Nullable Waiting waiting() {
    return waiting;
  }

  /** What has waited too long, or null. */
  @Nullable Waiting overdue() {
    Waiting now = waiting;
    return now != null && clock.monotonicNs() >= now.dueNs() ? now : null;
  }

  /** Time that is left for what waits, ms. */
  long leftMs() {
    Waiting now = waiting;
    return now == null ? 0 : Math.max(0, (now.dueNs() - clock.monotonicNs()) / NS_PER_MS);
  }
}
