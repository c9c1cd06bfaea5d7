package io.busbar.sink.iec104.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Bytes of a connection, plain or protected. Never blocks; server's thread. */
interface Wire {
  /** Reads into a buffer; −1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Writes what goes; the rest stays in the buffer. */
  void write(ByteBuffer from) throws IOException;

  /** Whether there is something to write that the caller does not know of. */
  default boolean wantsWrite() {
    return false;
  }

  /** Without protection. */
  static Wire plain(SocketChannel channel) {
    return new Wire() {
      @Override
      public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
      }

      @Override
      public void write(ByteBuffer from) throws IOException {
        channel.write(from);
      }
    };
  }
}
