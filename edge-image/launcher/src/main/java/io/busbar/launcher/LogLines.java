package io.busbar.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * One line a log record, on standard error. Under systemd (it sets {@code JOURNAL_STREAM}) the journal has the time already,
 * so the line starts with the priority prefix of sd-daemon(3) instead.
 */
final class LogLines extends Formatter {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final boolean journal;

  LogLines(boolean journal) {
    this.journal = journal;
  }

  /** Makes every System.Logger of the process write this way. {@code level}: a name of {@link System.Logger.Level}. */
  static void install(String level) throws Problem {
    System.Logger.Level wanted;
    try {
      wanted = System.Logger.Level.valueOf(level.toUpperCase(java.util.Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Problem("log level \"" + level + "\" is unknown; write TRACE, DEBUG, INFO, WARNING, ERROR or OFF", e);
    }
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    ConsoleHandler handler = new ConsoleHandler();
    handler.setFormatter(new LogLines(System.getenv("JOURNAL_STREAM") != null));
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(toJul(wanted));
    if (wanted.compareTo(System.Logger.Level.DEBUG) > 0) {
      // j2mod reports every time-out as a failure; the driver turns them into quality and counters.
      Logger.getLogger("com.ghgande.j2mod").setLevel(Level.SEVERE);
    }
  }

  private static Level toJul(System.Logger.Level level) {
    return switch (level) {
      case ALL, TRACE -> Level.FINER;
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case OFF -> Level.OFF;
    };
  }

  @Override
  public String format(LogRecord record) {
    StringBuilder line = new StringBuilder(160);
    if (journal) {
      line.append('<').append(priority(record.getLevel())).append('>');
    } else {
      line.append(TIME.format(record.getInstant())).append(' ').append(label(record.getLevel())).append(' ');
    }
    line.append(shortName(record.getLoggerName())).append(": ").append(formatMessage(record).replace('\n', ' '));
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      line.append(" | ").append(trace.toString().strip().replace("\r", "").replace("\n\t", " < ").replace('\n', ' '));
    }
    return line.append(System.lineSeparator()).toString();
  }

  private static String shortName(@org.jspecify.annotations.Nullable String logger) {
    if (logger == null) {
      return "busbar";
    }
    return logger.startsWith("io.busbar.") ? logger.substring("io.busbar.".length()) : logger;
  }

  private static String label(Level level) {
    return switch (priority(level)) {
      case 3 -> "ERROR";
      case 4 -> "WARN ";
      case 6 -> "INFO ";
      default -> "DEBUG";
    };
  }

  /** Severity of RFC 5424 table 2: 3 error, 4 warning, 6 informational, 7 debug. */
  private static int priority(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return 3;
    }
    if (value >= Level.WARNING.intValue()) {
      return 4;
    }
    return value >= Level.INFO.intValue() ? 6 : 7;
  }
}
