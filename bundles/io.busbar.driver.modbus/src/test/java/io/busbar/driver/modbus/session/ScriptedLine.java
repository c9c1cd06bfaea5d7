package io.busbar.driver.modbus.session;

import io.busbar.api.line.Line;
import io.busbar.testkit.driver.OwnLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A line in scripted time: a peer is told each frame that is written and says which bytes come back after how long.
 * Reading moves the clock to the next bytes or to the time-out.
 */
final class ScriptedLine extends OwnLine {
  /** Bytes that arrive at a time; an empty array is the end of the stream. */
  private record Arrival(long atNs, byte[] bytes) {}

  private final TestClock clock;
  private final boolean serial;
  private final List<Arrival> arrivals = new ArrayList<>();
  final List<byte[]> written = new ArrayList<>();
  final List<Long> writtenAtNs = new ArrayList<>();
  Consumer<byte[]> peer = frame -> {};
  String failure = "";
  long retryAtNs;
  int opened;
  int discarded;
  private boolean open = true;

  ScriptedLine(TestClock clock, boolean serial) {
    this.clock = clock;
    this.serial = serial;
  }

  void arrives(long afterMs, byte... bytes) {
    arrivals.add(new Arrival(clock.monotonicNs() + afterMs * 1_000_000L, bytes));
    arrivals.sort((a, b) -> Long.compare(a.atNs, b.atNs));
  }

  /** The other side closes. */
  void ends() {
    arrives(0);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    byte[] frame = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
    written.add(frame);
    writtenAtNs.add(clock.monotonicNs());
    peer.accept(frame);
  }

  @Override
  public int read(byte[] into, int offset, int length, int timeoutMs) {
    long deadline = clock.monotonicNs() + timeoutMs * 1_000_000L;
    if (arrivals.isEmpty() || arrivals.get(0).atNs > deadline) {
      clock.advanceNs(deadline - clock.monotonicNs());
      return 0;
    }
    Arrival next = arrivals.remove(0);
    clock.advanceNs(Math.max(0, next.atNs - clock.monotonicNs()));
    if (next.bytes.length == 0) {
      return -1;
    }
    int count = Math.min(length, next.bytes.length);
    System.arraycopy(next.bytes, 0, into, offset, count);
    if (count < next.bytes.length) {
      arrivals.add(0, new Arrival(next.atNs, java.util.Arrays.copyOfRange(next.bytes, count, next.bytes.length)));
    }
    return count;
  }

  @Override
  public int discardInput() {
    int count = 0;
    while (!arrivals.isEmpty() && arrivals.get(0).atNs <= clock.monotonicNs()) {
      count += arrivals.remove(0).bytes.length;
    }
    discarded += count;
    return count;
  }

  @Override
  public boolean awaitSilence(int silenceMs, int limitMs) {
    long limit = clock.monotonicNs() + limitMs * 1_000_000L;
    byte[] sink = new byte[256];
    while (clock.monotonicNs() < limit) {
      if (read(sink, 0, sink.length, silenceMs) <= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isSerial() {
    return serial;
  }

  @Override
  public long characterTimeNs() {
    return serial ? 1_145_833L : 0;
  }

  @Override
  public String describe() {
    return "scripted";
  }

  @Override
  public void release(String channel) {}

  @Override
  public @Nullable Line line() {
    if (!failure.isEmpty()) {
      if (clock.monotonicNs() >= retryAtNs) {
        retryAtNs = clock.monotonicNs() + 250_000_000L;
      }
      return null;
    }
    if (!open) {
      open = true;
      opened++;
      arrivals.clear();
    }
    return this;
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public long retryAtNs() {
    return retryAtNs;
  }

  @Override
  public void reopen() {
    open = false;
  }

  @Override
  public void close() {}
}
