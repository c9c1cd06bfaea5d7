package io.busbar.sink.file;

import io.busbar.api.journal.StreamId;
import io.busbar.api.sink.Sink;
import io.busbar.api.sink.SinkBatch;
import io.busbar.api.sink.SinkPosition;
import io.busbar.sink.file.line.JsonBytes;
import io.busbar.sink.file.line.LineWriter;
import io.busbar.sink.file.rolling.RollingFiles;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes records as lines into rolling files, exactly once: lines and position are one commit. One thread. */
public final class FileSink implements Sink, AutoCloseable {
  /** Bytes of lines that are kept before they are written (not yet flushed) to the file. */
  static final int BUFFER_BYTES = 1 << 20;

  private final Opener opener;
  private final JsonBytes lines = new JsonBytes();
  private @Nullable RollingFiles files;

  /** Opens the files; called again after a failure. */
  @FunctionalInterface
  public interface Opener {
    /** Files that are not yet recovered. */
    RollingFiles open() throws IOException;
  }

  /** A sink that opens its files when it is first asked for a position. */
  public FileSink(Opener opener) {
    this.opener = opener;
  }

  @Override
  public long recoverPosition(StreamId stream) throws IOException {
    lines.clear();
    RollingFiles opened = files == null ? opener.open() : files;
    files = opened;
    opened.recover();
    long position = opened.position(stream.code());
    return position == 0 ? -1 : position;
  }

  @Override
  public void accept(SinkBatch batch) throws IOException {
    LineWriter.write(batch, lines);
    if (lines.size() >= BUFFER_BYTES) {
      write();
    }
  }

  @Override
  public void commit(SinkPosition position) throws IOException {
    write();
    opened().commit(position.stream().code(), position.position());
  }

  private void write() throws IOException {
    if (lines.size() > 0) {
      opened().append(lines.view());
      lines.clear();
    }
  }

  @Override
  public void close() throws IOException {
    RollingFiles opened = files;
    files = null;
    if (opened != null) {
      opened.close();
    }
  }

  private RollingFiles opened() throws IOException {
    RollingFiles opened = files;
    if (opened == null) {
      throw new IOException("the file sink is not open");
    }
    return opened;
  }
}
