package io.busbar.sink.file.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollingFilesTest {
  private static final long HOUR_NS = 3_600_000_000_000L;
  private final SimClock clock = new SimClock();
  private final SimStorage storage = new SimStorage(new SimRandom(3));
  private RollingFiles files;

  @BeforeEach
  void open() throws IOException {
    files = open(new Limits(1_024, HOUR_NS, 3));
  }

  private RollingFiles open(Limits limits) throws IOException {
    RollingFiles opened = new RollingFiles(storage, limits, clock);
    opened.recover();
    return opened;
  }

  @Test
  void keepsWhatWasCommittedAndCutsOffTheRest() throws IOException {
    append("{\"a\":1}\n");
    files.commit(1, 7);
    append("{\"b\":2}\n{\"half");
    files.close();

    RollingFiles again = open(new Limits(1_024, HOUR_NS, 3));
    assertThat(content(1)).isEqualTo("{\"a\":1}\n");
    assertThat(again.position(1)).isEqualTo(7);
    assertThat(again.position(2)).isZero();
  }

  @Test
  void aPowerCutAfterTheLastCommitLosesNothingOfIt() throws IOException {
    append("{\"a\":1}\n");
    files.commit(1, 7);
    append("{\"b\":2}\n");
    storage.restart();

    RollingFiles again = open(new Limits(1_024, HOUR_NS, 3));
    assertThat(again.position(1)).isEqualTo(7);
    assertThat(content(1)).isEqualTo("{\"a\":1}\n");
  }

  @Test
  void aPowerCutBeforeTheFirstCommitLeavesNoLine() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      SimStorage fresh = new SimStorage(new SimRandom(seed));
      RollingFiles first = new RollingFiles(fresh, new Limits(1_024, HOUR_NS, 3), clock);
      first.recover();
      first.append(ByteBuffer.wrap("{\"a\":1}\n".getBytes(StandardCharsets.UTF_8)));
      fresh.restart();
      new RollingFiles(fresh, new Limits(1_024, HOUR_NS, 3), clock).recover();
      assertThat(fresh.names().stream().filter(name -> name.endsWith(".ndjson")).mapToLong(fresh::sizeOf).sum()).isZero();
    }
  }

  @Test
  void beginsANewFileBySizeAndKeepsTheNewest() throws IOException {
    String line = "x".repeat(600) + "\n";
    for (int i = 1; i <= 20; i++) {
      append(line);
      files.commit(2, i);
    }
    List<String> names = storage.names().stream().filter(name -> name.endsWith(".ndjson")).toList();
    assertThat(names).hasSize(3).contains(RollingFiles.fileName(11));
    assertThat(files.position(2)).isEqualTo(20);
  }

  @Test
  void beginsANewFileByAge() throws IOException {
    append("a\n");
    clock.advanceMs(3_600_000);
    files.commit(1, 1);
    append("b\n");
    files.commit(1, 2);
    assertThat(content(1)).isEqualTo("a\n");
    assertThat(content(2)).isEqualTo("b\n");
  }

  @Test
  void goesOnInANewFileWhereSomebodyHasRemovedOrShortenedOne() throws IOException {
    append("{\"a\":1}\n");
    files.commit(1, 7);
    files.close();
    storage.open(RollingFiles.fileName(1)).resize(3);
    RollingFiles again = open(new Limits(1_024, HOUR_NS, 3));
    assertThat(again.position(1)).isEqualTo(7);
    again.append(ByteBuffer.wrap("n\n".getBytes(StandardCharsets.UTF_8)));
    again.commit(1, 8);
    assertThat(content(2)).isEqualTo("n\n");

    storage.delete(RollingFiles.fileName(2));
    RollingFiles third = open(new Limits(1_024, HOUR_NS, 3));
    assertThat(third.position(1)).isEqualTo(8);
  }

  @Test
  void neverWritesIntoFilesWhosePositionIsLost() throws IOException {
    append("{\"a\":1}\n");
    files.commit(1, 7);
    files.close();
    storage.delete(RollingFiles.POSITION_FILE);
    RollingFiles again = open(new Limits(1_024, HOUR_NS, 3));
    assertThat(again.position(1)).isZero();
    again.append(ByteBuffer.wrap("n\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(content(1)).isEqualTo("{\"a\":1}\n");
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    assertThatThrownBy(() -> new Limits(10, HOUR_NS, 3)).hasMessageContaining("at least 1,024 bytes");
    assertThatThrownBy(() -> new Limits(2_000, HOUR_NS, 1)).hasMessageContaining("at least 2 files");
  }

  private void append(String text) throws IOException {
    files.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String content(long number) throws IOException {
    String name = RollingFiles.fileName(number);
    ByteBuffer bytes = ByteBuffer.allocate((int) storage.sizeOf(name));
    storage.open(name).read(0, bytes);
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }
}
