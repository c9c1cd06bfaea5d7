package io.busbar.sim.log;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A reply log in a file, in the layout of {@code LogFormat}. Safe for any number of threads. */
public final class ReplyLogFile implements ReplyLog, AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private final DataOutputStream out;

  /**
   * Creates or overwrites the file.
   *
   * @throws IOException when it cannot be written
   */
  public ReplyLogFile(Path file) throws IOException {
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
    out.writeInt(LogFormat.MAGIC);
    out.writeByte(LogFormat.VERSION);
  }

  /** {@inheritDoc} A full disk ends the simulation: without its reference nothing can be proven. */
  @Override
  public synchronized void append(LogRecord logged) {
    try {
      LogFormat.write(logged, out);
    } catch (IOException e) {
      throw new UncheckedIOException("reply log cannot be written: " + e.getMessage(), e);
    }
  }

  /** Hands everything appended so far to the operating system. */
  public synchronized void flush() throws IOException {
    out.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  /**
   * Reads a whole log in order.
   *
   * @throws IOException when the file is no reply log, or ends in the middle of a record
   */
  public static void read(Path file, Consumer<LogRecord> reader) throws IOException {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
      if (in.readInt() != LogFormat.MAGIC || in.readUnsignedByte() != LogFormat.VERSION) {
        throw new IOException(file + " is no reply log of this version");
      }
      for (int kind = in.read(); kind >= 0; kind = in.read()) {
        reader.accept(LogFormat.read(kind, in));
      }
    }
  }
}
