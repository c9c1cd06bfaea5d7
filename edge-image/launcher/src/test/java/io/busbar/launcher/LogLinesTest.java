package io.busbar.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLinesTest {

  @Test
  void aRecordIsOneLineHoweverLongItsReason() {
    LogRecord record = record("io.busbar.transport.Lines", Level.WARNING, "bus1: no answer\nfrom unit {0}", 7);
    record.setThrown(new IllegalStateException("outer", new java.io.IOException("inner")));
    String line = new LogLines(false).format(record);
    assertThat(line.lines()).hasSize(1);
    assertThat(line).contains("WARN  transport.Lines: bus1: no answer from unit 7").contains("outer").contains("inner");
  }

  @Test
  void underSystemdTheLineHasAPriorityAndNoTime() {
    assertThat(new LogLines(true).format(record("io.busbar.link", Level.SEVERE, "down"))).startsWith("<3>link: down");
    assertThat(new LogLines(true).format(record("io.busbar.link", Level.INFO, "up"))).startsWith("<6>link: up");
    assertThat(new LogLines(true).format(record("x", Level.FINE, "detail"))).startsWith("<7>x: detail");
  }

  @Test
  void anUnknownLevelIsRefusedWithTheOnesThereAre() {
    assertThatThrownBy(() -> LogLines.install("loud")).isInstanceOf(Problem.class).hasMessageContaining("\"loud\"")
        .hasMessageContaining("WARNING");
  }

  private static LogRecord record(String logger, Level level, String message, Object... parameters) {
    LogRecord record = new LogRecord(level, message);
    record.setLoggerName(logger);
    record.setParameters(parameters);
    return record;
  }
}
