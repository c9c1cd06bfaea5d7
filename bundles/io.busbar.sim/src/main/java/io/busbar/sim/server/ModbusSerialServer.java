package io.busbar.sim.server;

import io.busbar.sim.codec.RtuFraming;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Devices in RTU framing on a serial device, for example one end of a pty pair. The line must be raw and without echo already
 * ({@code socat pty,raw,echo=0 pty,raw,echo=0}); speed and parity are whatever the device is set to.
 */
public final class ModbusSerialServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ModbusSerialServer.class.getName());
  private final FileChannel in;
  private final FileChannel out;
  private final ScheduledExecutorService later;

  /**
   * Opens the device and starts answering.
   *
   * @throws IOException when it cannot be opened
   */
  public ModbusSerialServer(Path device, SimLine line) throws IOException {
    in = FileChannel.open(device, StandardOpenOption.READ);
    out = FileChannel.open(device, StandardOpenOption.WRITE);
    later = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "sim-late-" + device.getFileName()));
    ByteStreamServer streams = new ByteStreamServer(line, new RtuFraming(), later);
    daemon(() -> serve(streams, device), "sim-serial-" + device.getFileName()).start();
  }

  private void serve(ByteStreamServer streams, Path device) {
    try {
      streams.serve(Channels.newInputStream(in), Channels.newOutputStream(out));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "serial line {0} ended: {1}", device, e.getMessage());
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Stops answering and closes the device. */
  @Override
  public void close() throws IOException {
    in.close();
    out.close();
    later.shutdownNow();
  }
}
