package io.busbar.engine.acquisition;

import io.busbar.api.line.LineTap;
import io.busbar.api.time.BusClock;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Puts the pieces that go over a line together to frames, as far as direction and silence tell, and has each explained.
 * Channel's thread.
 */
final class TraceTap implements LineTap {
  /** Longest piece that is kept of one frame, bytes. */
  private static final int MAX_FRAME_BYTES = 4_096;
  private static final long SILENCE_NS = 20_000_000;

  private final Consumer<String> lines;
  private final Explainer explainer;
  private final long startNs;
  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private boolean frameSent;
  private long frameNs;
  private long lastNs;

  TraceTap(BusClock clock, Consumer<String> lines, Explainer explainer) {
    this.lines = lines;
    this.explainer = explainer;
    startNs = clock.monotonicNs();
  }

  /** Says what a frame means. */
  interface Explainer {
    String explain(boolean sent, byte[] bytes);
  }

  @Override
  public void bytes(boolean sent, long monotonicNs, byte[] bytes, int offset, int length) {
    if (frame.size() > 0 && (sent != frameSent || monotonicNs - lastNs > SILENCE_NS)) {
      flush();
    }
    if (frame.size() == 0) {
      frameSent = sent;
      frameNs = monotonicNs;
    }
    lastNs = monotonicNs;
    frame.write(bytes, offset, Math.min(length, MAX_FRAME_BYTES - frame.size()));
  }

  /** Ends the frame at hand: the step that made it is over. */
  void flush() {
    if (frame.size() == 0) {
      return;
    }
    byte[] bytes = frame.toByteArray();
    frame.reset();
    String text;
    try {
      text = explainer.explain(frameSent, bytes);
    } catch (RuntimeException cannot) {
      text = "the driver cannot explain this frame (" + cannot + ")";
    }
    StringBuilder line = new StringBuilder(80 + bytes.length * 3);
    line.append(String.format(Locale.ROOT, "%10.1f ms %s ", (frameNs - startNs) / 1e6, frameSent ? "->" : "<-"));
    for (byte b : bytes) {
      line.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16)).append(' ');
    }
    lines.accept(line.append(' ').append(text).toString());
  }
}
