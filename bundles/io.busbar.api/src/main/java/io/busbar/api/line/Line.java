package io.busbar.api.line;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An open byte line: a serial port or a TCP connection. Owned by the transport bundle, lent to one driver at a time.
 * One thread uses it; reads and writes block within their time limits.
 */
@ProviderType
public interface Line {
  /**
   * Writes all bytes.
   *
   * @throws IOException if the line is gone; the driver then calls {@link LineHandle#reopen()}
   */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /**
   * Waits for bytes and reads what is there.
   *
   * @param timeoutMs longest wait for the first byte in ms, at least 1
   * @return bytes read, 0 at a time-out, −1 at the end of the stream
   */
  int read(byte[] into, int offset, int length, int timeoutMs) throws IOException;

  /** Throws away what was received and not read yet; returns how many bytes that were. */
  int discardInput() throws IOException;

  /**
   * Waits until the line has been silent.
   *
   * @param silenceMs how long it must be silent, ms
   * @param limitMs give up after that, ms
   * @return whether it was silent that long
   */
  boolean awaitSilence(int silenceMs, int limitMs) throws IOException;

  /** Whether it is a serial line, where a late answer cannot be told from the next one. */
  boolean isSerial();

  /** Time of one character on a serial line in ns, start, parity and stop bits included; 0 on TCP. */
  long characterTimeNs();

  /** For people: {@code /dev/ttyS1 9600-8E1}, {@code tcp 10.1.0.7:502}. */
  String describe();
}
