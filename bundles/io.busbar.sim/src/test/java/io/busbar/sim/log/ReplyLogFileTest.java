package io.busbar.sim.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplyLogFileTest {
  @TempDir
  Path folder;

  @Test
  void whatWasWrittenIsReadBack() throws IOException {
    List<LogRecord> written = List.of(
        new LogRecord.DeviceEntry(0, "FDR-07", "feeder", 7),
        new LogRecord.EventGenerated(0, 1, 1_700_000_000_123L, 3, 1, true),
        new LogRecord.EventsReleased(0, 5, 1, 1),
        new LogRecord.FaultChanged(0, 6, "no reply"));
    Path file = folder.resolve("replies.log");
    try (ReplyLogFile log = new ReplyLogFile(file)) {
      written.forEach(log::append);
      log.append(new LogRecord.Reply(0, 7, 8, Outcome.LATE, 3, 100, 2, 0, new byte[] {1, 2, 3, 4}));
    }
    List<LogRecord> read = new ArrayList<>();
    ReplyLogFile.read(file, read::add);
    assertThat(read.subList(0, 4)).isEqualTo(written);
    LogRecord.Reply reply = (LogRecord.Reply) read.get(4);
    assertThat(reply.data()).containsExactly(1, 2, 3, 4);
    assertThat(reply.outcome()).isEqualTo(Outcome.LATE);
    assertThat(reply.count()).isEqualTo(2);
  }

  @Test
  void anotherFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("other"), "hello, world");
    assertThatThrownBy(() -> ReplyLogFile.read(file, record -> { })).hasMessageContaining("no reply log");
  }
}
