package io.busbar.shell.run;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person reads standard output. */
final class Terminal {
  private static final System.Logger LOG = System.getLogger(Terminal.class.getName());
  private static final Path OUTPUT = Path.of("/proc/self/fd/1");

  private Terminal() {}

  /** Whether it is a terminal: a file, a pipe and the system's journal keep what they are given. */
  static boolean reads() {
    try {
      String to = Files.readSymbolicLink(OUTPUT).toString();
      return to.startsWith("/dev/pts/") || to.startsWith("/dev/tty") || to.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(Level.DEBUG, "where standard output goes is not known, so it counts as a log: {0}", e);
      return false;
    }
  }
}
