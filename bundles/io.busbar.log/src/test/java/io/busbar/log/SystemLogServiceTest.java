package io.busbar.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.Logger;

class SystemLogServiceTest {

  private final List<LogRecord> records = new ArrayList<>();
  private final java.util.logging.Logger target = java.util.logging.Logger.getLogger("test.osgi");
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    target.setUseParentHandlers(false);
    target.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    target.removeHandler(handler);
  }

  @Test
  void fillsBracesAndKeepsTheTrailingThrowable() {
    Exception reason = new IllegalStateException("port 8080");
    new SystemLogService().getLogger("test.osgi").error("component {} of {}", "a", "b", reason);
    assertThat(records).hasSize(1);
    assertThat(records.get(0).getMessage()).isEqualTo("component a of b");
    assertThat(records.get(0).getLevel()).isEqualTo(Level.SEVERE);
    assertThat(records.get(0).getThrown()).isSameAs(reason);
  }

  @Test
  void formatsLikePrintfForAFormatterLogger() {
    new SystemLogService().getLogger("test.osgi", FormatterLogger.class).warn("%d of %s", 3, "x");
    assertThat(records.get(0).getMessage()).isEqualTo("3 of x");
    assertThat(records.get(0).getLevel()).isEqualTo(Level.WARNING);
  }

  @Test
  void informationOfServicesIsDetailThatIsNotShown() {
    Logger logger = new SystemLogService().getLogger("test.osgi");
    logger.info("started");
    logger.debug("deep {}", 1);
    assertThat(logger.isInfoEnabled()).isFalse();
    assertThat(logger.isErrorEnabled()).isTrue();
    assertThat(records).isEmpty();
  }

  @Test
  void callsAConsumerOnlyWhenItsLevelIsOn() {
    Logger logger = new SystemLogService().getLogger("test.osgi");
    logger.error(l -> l.error("called"));
    logger.trace(l -> l.error("not called"));
    assertThat(records).extracting(LogRecord::getMessage).containsExactly("called");
  }
}
