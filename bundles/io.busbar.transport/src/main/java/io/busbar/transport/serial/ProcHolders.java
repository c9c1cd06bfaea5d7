package io.busbar.transport.serial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Which process has a device open, from {@code /proc/PID/fd}. Sees the processes of other users only with the right
 * to; what it may not see it leaves out.
 */
public final class ProcHolders {
  /** Processes looked at before giving up. */
  static final int MAX_PROCESSES = 20_000;
  private static final System.Logger LOG = System.getLogger(ProcHolders.class.getName());

  private final Path proc;

  /** Looks below the given folder: {@code /proc}. */
  public ProcHolders(Path proc) {
    this.proc = proc;
  }

  /** Text for people by real path of the open file: {@code process 812 (ser2net)}; other processes only. */
  public Map<String, String> byTarget(String prefix) {
    Map<String, String> holders = new HashMap<>();
    String self = Long.toString(ProcessHandle.current().pid());
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      int looked = 0;
      for (Path process : processes) {
        if (++looked > MAX_PROCESSES) {
          break;
        }
        if (!process.getFileName().toString().equals(self)) {
          collect(process, prefix, holders);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "holders of ports are not known here: " + e);
    }
    return holders;
  }

  private static void collect(Path process, String prefix, Map<String, String> holders) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        String target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith(prefix)) {
          holders.putIfAbsent(target, "process " + process.getFileName() + " (" + name(process) + ")");
        }
      }
    } catch (IOException | SecurityException ignored) {
      // The process ended meanwhile or belongs to somebody else: not ours to see.
    }
  }

  private static String name(Path process) throws IOException {
    return Files.readString(process.resolve("comm")).strip();
  }
}
