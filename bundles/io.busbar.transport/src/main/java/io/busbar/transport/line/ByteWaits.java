package io.busbar.transport.line;

import io.busbar.api.line.Line;
import io.busbar.api.time.BusClock;
import java.io.IOException;

/** What serial lines and sockets do alike: discard, and wait for silence, by reading. */
public final class ByteWaits {
  private static final int CHUNK_BYTES = 512;
  private static final long MS = 1_000_000L;

  private ByteWaits() {}

  /**
   * Reads and throws away until nothing has come for a while.
   *
   * @param silenceMs how long it must be silent, ms
   * @param limitMs give up after that, ms
   * @return whether it became silent
   * @throws IOException if the line ends or fails
   */
  public static boolean awaitSilence(Line line, BusClock clock, int silenceMs, int limitMs) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    long limit = clock.monotonicNs() + limitMs * MS;
    while (true) {
      int count = line.read(chunk, 0, chunk.length, Math.max(1, silenceMs));
      if (count < 0) {
        throw new IOException(line.describe() + " was closed by the other side.");
      }
      if (count == 0) {
        return true;
      }
      if (clock.monotonicNs() - limit >= 0) {
        return false;
      }
    }
  }
}
