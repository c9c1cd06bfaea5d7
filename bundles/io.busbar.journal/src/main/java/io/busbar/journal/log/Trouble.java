package io.busbar.journal.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What is wrong with the journal, for status and one log line a change. The writer sets, any thread reads. */
final class Trouble {
  private static final Logger LOG = System.getLogger(Trouble.class.getName());

  private volatile String writing = "";
  private volatile String space = "";

  /** Whether commits fail, and why; empty if not. */
  void writing(String text) {
    if (text.isEmpty() != writing.isEmpty()) {
      LOG.log(text.isEmpty() ? Level.INFO : Level.WARNING, text.isEmpty() ? "journal writes again" : "journal: " + text);
    }
    writing = text;
  }

  /** Whether room for the next segment is missing, and why; empty if not. */
  void space(String text) {
    if (text.isEmpty() != space.isEmpty()) {
      LOG.log(text.isEmpty() ? Level.INFO : Level.WARNING, text.isEmpty() ? "journal has room again" : "journal: " + text);
    }
    space = text;
  }

  /** Both for a technician; empty if nothing is wrong. */
  String text() {
    return writing.isEmpty() ? space : space.isEmpty() ? writing : writing + " " + space;
  }
}
