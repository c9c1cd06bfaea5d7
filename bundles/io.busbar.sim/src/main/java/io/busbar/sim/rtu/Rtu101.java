package io.busbar.sim.rtu;

import io.busbar.api.time.BusClock;
import io.busbar.iec60870.ft12.Ft12Frame;
import io.busbar.iec60870.ft12.Ft12Stream;
import io.busbar.iec60870.ft12.UnbalancedSecondary;
import io.busbar.iec60870.station.ControlledStation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An RTU that is polled on a serial device, for example one end of a pty pair: unbalanced transmission, link address of one byte, E5 where it has
 * nothing to say. The line must be raw and without echo already. Without power it does not answer.
 */
public final class Rtu101 implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Rtu101.class.getName());
  private static final int LINK_ADDRESS_BYTES = 1;

  private final Rtu rtu;
  private final BusClock clock;
  private final FileChannel in;
  private final FileChannel out;
  private UnbalancedSecondary link;
  private boolean wasPowered = true;

  /**
   * Opens the device and starts answering.
   *
   * @throws IOException when it cannot be opened
   */
  public Rtu101(Path device, Rtu rtu, BusClock clock) throws IOException {
    this.rtu = rtu;
    this.clock = clock;
    this.link = link(rtu);
    in = FileChannel.open(device, StandardOpenOption.READ);
    out = FileChannel.open(device, StandardOpenOption.WRITE);
    Thread thread = new Thread(() -> run(device), "sim-rtu-" + device.getFileName());
    thread.setDaemon(true);
    thread.start();
  }

  private static UnbalancedSecondary link(Rtu rtu) {
    return new UnbalancedSecondary(LINK_ADDRESS_BYTES, rtu.settings().commonAddress() & 0xFF, true, new Polled(rtu.station()));
  }

  /** The station as the link sees it: everything that it has to say is class 1. */
  private record Polled(ControlledStation station) implements UnbalancedSecondary.User {
    @Override
    public int next(boolean classOne) {
      return classOne ? station.next() : 0;
    }

    @Override
    public byte[] unit() {
      return station.unit();
    }

    @Override
    public void arrived() {
      if (station.isEvent()) {
        station.acknowledged(1);
      }
    }

    @Override
    public void received(byte[] bytes, int offset, int length) {
      station.receive(bytes, offset, length);
    }

    @Override
    public boolean hasUrgent() {
      return station.hasUrgent();
    }

    @Override
    public void reset() {
      station.disconnected();
    }
  }

  private void run(Path device) {
    Ft12Stream stream = new Ft12Stream(LINK_ADDRESS_BYTES);
    try {
      int count = 0;
      while (count >= 0) {
        count = in.read(ByteBuffer.wrap(stream.bytes(), stream.writeAt(), stream.room()));
        stream.added(Math.max(0, count));
        for (Ft12Stream.Found found = stream.next(); found != Ft12Stream.Found.NONE; found = stream.next()) {
          answer(found, stream);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "serial line {0} ended: {1}", device, e.getMessage());
    }
  }

  private void answer(Ft12Stream.Found found, Ft12Stream stream) throws IOException {
    synchronized (rtu) {
      rtu.advance(clock.wallNs());
      boolean powered = rtu.isPowered();
      if (powered && !wasPowered) {
        link = link(rtu);
      }
      wasPowered = powered;
      if (powered && link.received(found, stream)) {
        Ft12Frame answer = link.answer();
        ByteBuffer bytes = ByteBuffer.wrap(answer.bytes(), 0, answer.length());
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
    }
  }

  /** Stops answering and closes the device. */
  @Override
  public void close() throws IOException {
    in.close();
    out.close();
  }
}
