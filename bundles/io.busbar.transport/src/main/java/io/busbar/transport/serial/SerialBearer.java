package io.busbar.transport.serial;

import io.busbar.api.time.BusClock;
import io.busbar.transport.bearer.BearerAddress;
import io.busbar.transport.bearer.Health;
import io.busbar.transport.bearer.SocketBearer;
import io.busbar.transport.bearer.Waiting;
import io.busbar.transport.codec.SerialFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Datagrams as frames over a serial port, for transparent radio modems. One thread, as every bearer; behind it one thread
 * reads the port and one writes it. Few frames wait to be written, further ones are refused: what is under way stays with
 * the link, where an alarm can overtake it.
 */
final class SerialBearer extends SocketBearer {
  /** Frames that wait to be written, besides the one that is. */
  static final int WAITING_FRAMES = 2;
  /** Datagrams that wait to be taken; further ones are lost and counted. */
  static final int RECEIVED_DATAGRAMS = 256;
  private static final int BITS_PER_BYTE = 8;
  private static final long NS_PER_SECOND = 1_000_000_000L;

  /** Opens the port; with a text for a technician where it cannot. */
  @FunctionalInterface
  interface Opener {
    KeyedLine open() throws IOException;
  }

  private final long bitsPerSecond;
  private final BlockingQueue<byte[]> received = new ArrayBlockingQueue<>(RECEIVED_DATAGRAMS);
  private final BlockingQueue<byte[]> waitingFrames = new ArrayBlockingQueue<>(WAITING_FRAMES);
  private final SerialPump pump;
  private boolean closed;

  /** Opens the port and starts its threads. */
  SerialBearer(Opener opener, BearerAddress.Serial address, int maxPayloadBytes, Waiting waiting, BusClock clock) throws IOException {
    super(maxPayloadBytes, SerialFrame.overheadBytes(maxPayloadBytes), waiting,
        new Health("serial " + address.line().port() + " " + address.line().framing(), clock));
    KeyedLine line = opener.open();
    this.bitsPerSecond = BITS_PER_BYTE * NS_PER_SECOND / Math.max(1, line.characterTimeNs());
    this.pump = new SerialPump(new SerialPump.Parts(opener, address, maxPayloadBytes, health(), waitingFrames, this::took, clock), line);
    waiting.join();
    pump.start();
  }

  /** On the reading thread. */
  private boolean took(byte[] datagram) {
    boolean kept = received.offer(datagram);
    wakeUp();
    return kept;
  }

  @Override
  public long maxRateBitsPerSecond() {
    return bitsPerSecond;
  }

  @Override
  protected boolean hand(int peer, ByteBuffer datagram) {
    return pump.isOpen() && waitingFrames.offer(SerialFrame.encode(datagram));
  }

  @Override
  public int receive(ByteBuffer into) {
    into.clear();
    byte[] datagram = received.poll();
    if (datagram == null) {
      into.flip();
      return -1;
    }
    into.put(datagram, 0, Math.min(datagram.length, into.remaining())).flip();
    health().received();
    return DEFAULT_PEER;
  }

  @Override
  public void await(long maxNs) {
    super.await(received.isEmpty() ? maxNs : 0);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      pump.close();
      waiting().leave();
    }
  }
}
