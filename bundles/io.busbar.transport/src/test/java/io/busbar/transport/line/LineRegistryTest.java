package io.busbar.transport.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.api.line.LineService.PortInfo;
import io.busbar.api.line.LineSpec;
import io.busbar.transport.TestClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineRegistryTest {
  private static final LineSpec.Serial PORT = new LineSpec.Serial("/dev/ttyS1", 9600, 8, 'E', 1, false);
  private static final LineSpec.Serial FASTER = new LineSpec.Serial("/dev/ttyS1", 19_200, 8, 'E', 1, false);

  private final TestClock clock = TestClock.manual();
  private final FakeOpener opener = new FakeOpener();
  private final LineRegistry registry = new LineRegistry(opener, clock);

  @Test
  void handsAnOpenLineToTheNextLeaseOfTheSameChannelAndSpec() {
    LineHandle first = registry.lease("bus1", PORT);
    first.line();
    first.close();

    LineHandle second = registry.lease("bus1", PORT);

    assertThat(second.line()).isNotNull();
    assertThat(first.line()).as("a returned lease gives nothing").isNull();
    assertThat(opener.opened).hasSize(1);
    assertThat(opener.opened.get(0).closed).isFalse();
  }

  @Test
  void closesTheLineWhenTheNextLeaseWantsAnotherSpec() {
    LineHandle first = registry.lease("bus1", PORT);
    first.line();
    first.close();

    registry.lease("bus1", FASTER).line();

    assertThat(opener.opened).hasSize(2);
    assertThat(opener.opened.get(0).closed).isTrue();
  }

  @Test
  void refusesASecondLeaseAtATime() {
    registry.lease("bus1", PORT);

    assertThatThrownBy(() -> registry.lease("bus1", PORT)).isInstanceOf(IllegalStateException.class).hasMessageContaining("bus1");
  }

  @Test
  void namesTheChannelThatHasThePortAlready() {
    registry.lease("bus1", PORT).line();

    LineHandle other = registry.lease("bus2", PORT);

    assertThat(other.line()).isNull();
    assertThat(other.failure()).startsWith("bus2: /dev/ttyS1 is used by channel bus1");
  }

  @Test
  void triesToOpenAtMostOncePerBackOffPeriod() {
    opener.failure = "/dev/ttyS1 is in use by process 812 (ser2net).";
    LineHandle handle = registry.lease("bus1", PORT);

    for (int i = 0; i < 100; i++) {
      assertThat(handle.line()).isNull();
    }

    assertThat(opener.attempts).isEqualTo(1);
    assertThat(handle.failure()).isEqualTo("bus1: /dev/ttyS1 is in use by process 812 (ser2net).");
    clock.advanceMs(250);
    handle.line();
    clock.advanceMs(250);
    handle.line();
    assertThat(opener.attempts).as("the second wait is longer").isEqualTo(2);
    clock.advanceMs(250);
    opener.failure = "";
    assertThat(handle.line()).isNotNull();
    assertThat(handle.failure()).isEmpty();
  }

  @Test
  void opensAtOnceAfterALongLivedLineIsLost() {
    LineHandle handle = registry.lease("bus1", PORT);
    handle.line();
    clock.advanceMs(5_000);

    handle.reopen();

    assertThat(handle.line()).isNotNull();
    assertThat(opener.opened.get(0).closed).isTrue();
  }

  @Test
  void waitsBeforeReopeningALineThatFailsAtOnce() {
    LineHandle handle = registry.lease("bus1", PORT);
    handle.line();
    handle.reopen();

    assertThat(handle.line()).isNull();
    clock.advanceMs(250);
    assertThat(handle.line()).isNotNull();
  }

  @Test
  void opensAtOnceAfterAShortLifeThatWasOfUse() throws IOException {
    LineHandle handle = registry.lease("lan", PORT);
    for (int i = 0; i < 10; i++) {
      handle.line().read(new byte[4], 0, 4, 10);
      handle.reopen();
    }

    assertThat(handle.line()).isNotNull();
  }

  @Test
  void spendsAtMostATwentiethOfTheTimeOnAttemptsThatTakeLong() {
    opener.failure = "no answer";
    opener.costMs = 1_000;
    LineHandle handle = registry.lease("bus1", PORT);
    long ended = clock.monotonicNs() + 1_000_000_000L;
    handle.line();

    assertThat(handle.retryAtNs() - ended).isEqualTo(19_000_000_000L);
  }

  @Test
  void closesTheLineOfAReleasedChannelEvenWhileLeased() {
    LineHandle handle = registry.lease("bus1", PORT);
    handle.line();

    registry.release("bus1");

    assertThat(opener.opened.get(0).closed).isTrue();
    assertThat(handle.line()).isNull();
  }

  @Test
  void showsEachByteToTapsAndRemovesOneThatThrows() throws Exception {
    List<String> seen = new ArrayList<>();
    AutoCloseable tap = registry.tap("bus1", (sent, at, bytes, offset, length) -> seen.add((sent ? ">" : "<") + bytes[offset] + "/" + length));
    registry.tap("bus1", (sent, at, bytes, offset, length) -> {
      throw new IllegalStateException("broken trace");
    });
    Line line = registry.lease("bus1", PORT).line();

    line.write(new byte[] {7, 8}, 0, 2);
    line.read(new byte[4], 0, 4, 10);
    tap.close();
    line.write(new byte[] {9}, 0, 1);

    assertThat(seen).containsExactly(">7/2", "<42/1");
  }

  @Test
  void listsPortsWithTheirHoldersAndOurOwnLines() {
    registry.lease("bus1", PORT).line();
    registry.lease("lan", new LineSpec.Tcp("10.1.0.7", 502, 1000)).line();

    assertThat(registry.ports()).containsExactly(
        new PortInfo("/dev/ttyS1", "first port", "channel bus1", "9600-8E1"),
        new PortInfo("/dev/ttyS2", "second port", "process 812 (ser2net)", ""),
        new PortInfo("tcp 10.1.0.7:502", "", "channel lan", ""));
  }

  private final class FakeOpener implements LineOpener {
    final List<FakeLine> opened = new ArrayList<>();
    String failure = "";
    int attempts;
    long costMs;

    @Override
    public OpenLine open(LineSpec spec) throws IOException {
      attempts++;
      clock.advanceMs(costMs);
      if (!failure.isEmpty()) {
        throw new IOException(failure);
      }
      FakeLine line = new FakeLine();
      opened.add(line);
      return line;
    }

    @Override
    public List<PortInfo> ports() {
      return List.of(new PortInfo("/dev/ttyS1", "first port", "", ""), new PortInfo("/dev/ttyS2", "second port", "process 812 (ser2net)", ""));
    }
  }

  private static final class FakeLine implements OpenLine {
    boolean closed;

    @Override
    public void write(byte[] bytes, int offset, int length) {}

    @Override
    public int read(byte[] into, int offset, int length, int timeoutMs) {
      into[offset] = 42;
      return 1;
    }

    @Override
    public int discardInput() {
      return 0;
    }

    @Override
    public boolean awaitSilence(int silenceMs, int limitMs) {
      return true;
    }

    @Override
    public boolean isSerial() {
      return true;
    }

    @Override
    public long characterTimeNs() {
      return 1;
    }

    @Override
    public String describe() {
      return "fake";
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
