package io.busbar.transport.serial;

import io.busbar.api.time.BusClock;
import io.busbar.transport.bearer.BearerAddress;
import io.busbar.transport.bearer.Health;
import io.busbar.transport.bearer.Keying;
import io.busbar.transport.codec.FrameReader;
import io.busbar.transport.line.Backoff;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The two threads of a serial port. The reader finds frames and opens the port again when it was lost. The writer keys the
 * radio, writes frame behind frame without a gap, and keeps the system's buffer so short that a frame which is taken is on
 * the air soon: it goes by the time that characters take, as the system does not tell when they are out.
 */
final class SerialPump {
  /** Longest time that one transmission may hold the channel while the other end may want to speak. */
  static final long MAX_TRANSMISSION_NS = 2_000_000_000L;
  /** Longest wait for a silent channel or for CTS; after that it is sent all the same, or dropped. */
  static final long MAX_HOLD_NS = 3_000_000_000L;
  private static final int READ_MS = 200;
  private static final long MS = 1_000_000L;
  private static final long POLL_NS = 1_000_000L;
  /** How early before the end of a frame the next one is handed over, so that no gap opens between them. */
  private static final long AHEAD_NS = 30_000_000L;
  private static final long END_MS = 3_000;

  /** What it is made of. */
  record Parts(SerialBearer.Opener opener, BearerAddress.Serial address, int maxDatagram, Health health, BlockingQueue<byte[]> frames,
      Received received, BusClock clock) {}

  /** Takes what was received; false if it had no room. */
  @FunctionalInterface
  interface Received {
    boolean take(byte[] datagram);
  }

  private final Parts parts;
  private final Keying keying;
  private final BusClock clock;
  private final FrameReader frames;
  private final Thread reader;
  private final Thread writer;
  private volatile @Nullable KeyedLine line;
  private volatile long lastByteNs;
  private volatile boolean closed;
  private long noRoom;
  private long outUntilNs;

  SerialPump(Parts parts, KeyedLine line) throws IOException {
    this.parts = parts;
    this.keying = parts.address().keying();
    this.clock = parts.clock();
    this.frames = new FrameReader(parts.maxDatagram());
    if (keying.rts()) {
      unkeyed(line);
    }
    this.line = line;
    this.lastByteNs = clock.monotonicNs() - MAX_HOLD_NS;
    this.reader = new Thread(this::read, "busbar-serial-reader");
    this.writer = new Thread(this::write, "busbar-serial-writer");
    reader.setDaemon(true);
    writer.setDaemon(true);
  }

  private static void unkeyed(KeyedLine line) throws IOException {
    try {
      line.key(false);
    } catch (IOException e) {
      line.close();
      throw e;
    }
  }

  void start() {
    reader.start();
    writer.start();
  }

  boolean isOpen() {
    return line != null;
  }

  private void read() {
    byte[] bytes = new byte[1_024];
    Backoff backoff = new Backoff(clock.monotonicNs());
    while (!closed) {
      KeyedLine current = line;
      if (current == null) {
        openAgain(backoff);
        continue;
      }
      try {
        int count = current.read(bytes, 0, bytes.length, READ_MS);
        if (count > 0) {
          lastByteNs = clock.monotonicNs();
          frames.read(bytes, 0, count, this::found);
          parts.health().damaged(frames.damaged() + noRoom);
        }
      } catch (IOException e) {
        lost(current, e);
      }
    }
  }

  private void found(byte[] datagram) {
    if (!parts.received().take(datagram)) {
      noRoom++;
    }
  }

  private void openAgain(Backoff backoff) {
    long now = clock.monotonicNs();
    if (!backoff.mayTry(now)) {
      LockSupport.parkNanos(Math.min(backoff.retryAtNs() - now, READ_MS * MS));
      return;
    }
    try {
      KeyedLine opened = parts.opener().open();
      if (keying.rts()) {
        unkeyed(opened);
      }
      frames.reset();
      parts.frames().clear();
      backoff.lost(now, now, true);
      // Before anybody can send: who hears from the other end again must not read of a trouble here.
      parts.health().well();
      line = opened;
      if (closed) {
        opened.close();
      }
    } catch (IOException e) {
      backoff.failed(now, clock.monotonicNs());
      parts.health().trouble(String.valueOf(e.getMessage()));
    }
  }

  private synchronized void lost(KeyedLine gone, IOException why) {
    if (line == gone) {
      line = null;
      gone.close();
      if (!closed) {
        parts.health().trouble(String.valueOf(why.getMessage()));
      }
    }
  }

  private void write() {
    while (!closed) {
      try {
        byte[] frame = parts.frames().poll(READ_MS, TimeUnit.MILLISECONDS);
        KeyedLine current = line;
        if (frame != null && current != null) {
          transmit(current, frame);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** One transmission: keyed once for all frames that are there by then. */
  private void transmit(KeyedLine current, byte[] first) throws InterruptedException {
    try {
      awaitSilence();
      if (!keying.rts()) {
        writeAll(current, first);
      } else if (keyUp(current)) {
        try {
          writeAll(current, first);
          sleepUntil(outUntilNs + keying.keyDownMs() * MS);
        } finally {
          current.key(false);
        }
      }
    } catch (IOException e) {
      lost(current, e);
    }
  }

  private void writeAll(KeyedLine current, byte[] first) throws IOException, InterruptedException {
    long began = clock.monotonicNs();
    for (byte[] frame = first; frame != null && !closed; frame = next(began)) {
      current.write(frame, 0, frame.length);
      outUntilNs = Math.max(outUntilNs, clock.monotonicNs()) + frame.length * current.characterTimeNs();
    }
  }

  /** The frame that follows without a gap, or null if there is none or others should speak. */
  private byte @Nullable [] next(long began) throws InterruptedException {
    sleepUntil(outUntilNs - AHEAD_NS);
    boolean shared = keying.rts() || keying.turnAroundMs() > 0;
    if (shared && clock.monotonicNs() - began > MAX_TRANSMISSION_NS) {
      return null;
    }
    return parts.frames().poll();
  }

  private void awaitSilence() throws InterruptedException {
    long silence = keying.turnAroundMs() * MS;
    long limit = clock.monotonicNs() + MAX_HOLD_NS;
    while (silence > 0 && clock.monotonicNs() - lastByteNs < silence && clock.monotonicNs() < limit) {
      TimeUnit.NANOSECONDS.sleep(POLL_NS);
    }
  }

  private boolean keyUp(KeyedLine current) throws IOException, InterruptedException {
    current.key(true);
    if (!keying.awaitCts()) {
      TimeUnit.MILLISECONDS.sleep(keying.keyUpMs());
      return true;
    }
    long limit = clock.monotonicNs() + MAX_HOLD_NS;
    while (!current.clearToSend()) {
      if (clock.monotonicNs() > limit) {
        current.key(false);
        parts.health().trouble(parts.health().name() + ": the radio does not raise CTS within " + MAX_HOLD_NS / MS
            + " ms of RTS. Look at its cable and power, or leave out cts=wait.");
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(POLL_NS);
    }
    parts.health().well();
    TimeUnit.MILLISECONDS.sleep(keying.keyUpMs());
    return true;
  }

  private void sleepUntil(long ns) throws InterruptedException {
    long left = ns - clock.monotonicNs();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  /** Ends both threads and closes the port; bounded in time. */
  void close() {
    closed = true;
    writer.interrupt();
    LockSupport.unpark(reader);
    try {
      writer.join(END_MS);
      KeyedLine current = line;
      if (current != null) {
        current.close();
      }
      reader.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
