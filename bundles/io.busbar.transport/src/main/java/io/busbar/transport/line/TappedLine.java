package io.busbar.transport.line;

import io.busbar.api.time.BusClock;
import java.io.IOException;

/** An open line whose bytes the channel's taps see. */
final class TappedLine implements OpenLine {
  private final OpenLine line;
  private final Taps taps;
  private final BusClock clock;
  private boolean ofUse;

  TappedLine(OpenLine line, Taps taps, BusClock clock) {
    this.line = line;
    this.taps = taps;
    this.clock = clock;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    taps.seen(true, clock.monotonicNs(), bytes, offset, length);
    line.write(bytes, offset, length);
  }

  @Override
  public int read(byte[] into, int offset, int length, int timeoutMs) throws IOException {
    int count = line.read(into, offset, length, timeoutMs);
    if (count > 0) {
      ofUse = true;
      taps.seen(false, clock.monotonicNs(), into, offset, count);
    }
    return count;
  }

  /** Whether bytes have come. */
  boolean isOfUse() {
    return ofUse;
  }

  @Override
  public int discardInput() throws IOException {
    return line.discardInput();
  }

  @Override
  public boolean awaitSilence(int silenceMs, int limitMs) throws IOException {
    return line.awaitSilence(silenceMs, limitMs);
  }

  @Override
  public boolean isSerial() {
    return line.isSerial();
  }

  @Override
  public long characterTimeNs() {
    return line.characterTimeNs();
  }

  @Override
  public String describe() {
    return line.describe();
  }

  @Override
  public void close() {
    line.close();
  }
}
