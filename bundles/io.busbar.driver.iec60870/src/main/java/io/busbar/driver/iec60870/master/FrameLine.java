package io.busbar.driver.iec60870.master;

import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.iec60870.ft12.Ft12Frame;
import io.busbar.iec60870.ft12.Ft12Stream;
import java.io.IOException;

/** Frames of FT1.2 on the line of a channel; a line that fails is closed and opened again by the transport. */
final class FrameLine {
  /** A frame whose next byte does not come within so long does not go on. */
  private static final int GAP_MS = 200;

  private final LineHandle handle;
  private final Ft12Stream stream;
  private String failure = "";

  FrameLine(LineHandle handle, int addressBytes) {
    this.handle = handle;
    this.stream = new Ft12Stream(addressBytes);
  }

  Ft12Stream stream() {
    return stream;
  }

  /** Whether the line is open; else {@link #failure()} says why not. */
  boolean isOpen() {
    if (handle.line() == null) {
      failure = handle.failure();
      return false;
    }
    return true;
  }

  String failure() {
    return failure;
  }

  /** Writes a frame; false if the line is gone. */
  boolean write(byte[] bytes, int offset, int length) {
    Line line = handle.line();
    try {
      if (line != null) {
        line.write(bytes, offset, length);
        return true;
      }
    } catch (IOException e) {
      broken(String.valueOf(e.getMessage()));
    }
    return false;
  }

  boolean write(Ft12Frame frame) {
    return write(frame.bytes(), 0, frame.length());
  }

  /** Throws away what came unasked. */
  void quiet() {
    Line line = handle.line();
    try {
      if (line != null) {
        line.discardInput();
      }
    } catch (IOException e) {
      broken(String.valueOf(e.getMessage()));
    }
    stream.clear();
  }

  /** The next frame; waits for its begin at most so long, for its rest as long as it goes on. */
  Ft12Stream.Found read(int timeoutMs) {
    Ft12Stream.Found found = stream.next();
    Line line = handle.line();
    while (found == Ft12Stream.Found.NONE && line != null) {
      try {
        int count = line.read(stream.bytes(), stream.writeAt(), stream.room(), stream.isPartial() ? GAP_MS : Math.max(1, timeoutMs));
        if (count < 0) {
          broken("the other side closed it");
          return found;
        }
        if (count == 0) {
          stream.clear();
          return found;
        }
        stream.added(count);
        found = stream.next();
        if (found == Ft12Stream.Found.NONE && !stream.isPartial()) {
          return found; // noise only; the caller knows how long it wants to wait
        }
      } catch (IOException e) {
        broken(String.valueOf(e.getMessage()));
        return found;
      }
    }
    return found;
  }

  private void broken(String why) {
    Line line = handle.line();
    failure = (line == null ? "" : line.describe() + ": ") + why;
    stream.clear();
    handle.reopen();
  }
}
