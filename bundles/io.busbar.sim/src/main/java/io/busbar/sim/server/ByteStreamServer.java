package io.busbar.sim.server;

import io.busbar.sim.codec.Framing;
import io.busbar.sim.log.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Serves one byte stream until it ends. */
final class ByteStreamServer {
  private static final int BUFFER_BYTES = 1_024;
  private final SimLine line;
  private final Framing framing;
  private final ScheduledExecutorService later;

  ByteStreamServer(SimLine line, Framing framing, ScheduledExecutorService later) {
    this.line = line;
    this.framing = framing;
    this.later = later;
  }

  /** Blocks until the stream ends. */
  void serve(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int length = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer, length, buffer.length - length)) {
      length += read;
      length = answerAll(buffer, length, out);
    }
  }

  /** Answers every complete request in the buffer and answers how many bytes remain. */
  private int answerAll(byte[] buffer, int filled, OutputStream out) {
    int length = filled;
    Framing.Scan scan = framing.scan(buffer, length);
    while (scan.consumed() > 0) {
      if (scan.found()) {
        answer(scan, buffer, out);
      }
      length -= scan.consumed();
      System.arraycopy(buffer, scan.consumed(), buffer, 0, length);
      scan = framing.scan(buffer, length);
    }
    return length == buffer.length ? 0 : length;
  }

  private void answer(Framing.Scan scan, byte[] buffer, OutputStream out) {
    SimLine.Answer answer = line.ask(scan.unit(), buffer, scan.pduOffset(), scan.pduLength());
    if (answer == null) {
      return;
    }
    byte[] pdu = answer.reply().pdu();
    boolean garbled = answer.outcome() == Outcome.GARBLED;
    byte[] frame = garbled ? framing.wrapGarbled(scan, pdu) : framing.wrap(scan, pdu);
    Runnable send = () -> line.send(answer, frame, bytes -> write(out, bytes));
    if (answer.delayMs() > 0) {
      Future<?> unused = later.schedule(send, answer.delayMs(), TimeUnit.MILLISECONDS);
    } else {
      send.run();
    }
  }

  private static void write(OutputStream out, byte[] bytes) throws IOException {
    synchronized (out) {
      out.write(bytes);
      out.flush();
    }
  }
}
