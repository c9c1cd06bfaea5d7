package io.busbar.transport.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.busbar.api.line.LineSpec;
import io.busbar.api.time.BusClock;
import io.busbar.transport.line.ByteWaits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A serial port; the only class that sees jSerialComm.
 *
 * <p>POSIX waits for a first byte in tenths of a second. So a read waits in whole tenths while there is time for one,
 * and looks each half millisecond in the remainder: a character at 9,600 bit/s takes 1.15 ms.
 */
public final class JSerialCommPort implements KeyedLine {
  private static final int SLICE_MS = 100;
  private static final long LOOK_NS = 500_000L;
  private static final long MS = 1_000_000L;

  private final SerialPort port;
  private final LineSpec.Serial spec;
  private final BusClock clock;
  private volatile boolean closed;

  private JSerialCommPort(SerialPort port, LineSpec.Serial spec, BusClock clock) {
    this.port = port;
    this.spec = spec;
    this.clock = clock;
  }

  /**
   * Opens a port.
   *
   * @param pseudo whether it is a pseudo terminal: those have no parity, and the system refuses to set one
   * @throws IOException with jSerialComm's error number; {@link SerialFailures} knows what it means
   */
  static JSerialCommPort open(LineSpec.Serial spec, boolean pseudo, BusClock clock) throws IOException {
    try {
      SerialPort port = SerialPort.getCommPort(spec.port());
      int stopBits = spec.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT;
      int parity = switch (pseudo ? 'N' : spec.parity()) {
        case 'E' -> SerialPort.EVEN_PARITY;
        case 'O' -> SerialPort.ODD_PARITY;
        default -> SerialPort.NO_PARITY;
      };
      port.setComPortParameters(spec.baud(), spec.dataBits(), stopBits, parity);
      port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, SLICE_MS, 0);
      if (spec.rs485()) {
        port.setRs485ModeParameters(true, true, 0, 0);
      }
      if (!port.openPort(0)) {
        throw new IOException("error " + port.getLastErrorCode() + " at " + port.getLastErrorLocation());
      }
      return new JSerialCommPort(port, spec, clock);
    } catch (SerialPortInvalidPortException e) {
      throw new IOException("no such port", e);
    } catch (LinkageError e) {
      throw new IOException("the native part of jSerialComm cannot be loaded (" + e.getMessage()
          + "); the temporary folder must be writable and allow programs", e);
    }
  }

  /** Paths and descriptions of the ports of this machine; empty if they cannot be listed. */
  static List<String[]> list() {
    List<String[]> found = new ArrayList<>();
    try {
      for (SerialPort port : SerialPort.getCommPorts()) {
        found.add(new String[] {port.getSystemPortPath(), port.getPortDescription()});
      }
    } catch (LinkageError e) {
      System.getLogger(JSerialCommPort.class.getName())
          .log(System.Logger.Level.WARNING, "serial ports cannot be listed: " + e.getMessage());
    }
    return found;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int count = port.writeBytes(bytes, length - done, offset + done);
      if (count <= 0 || closed) {
        throw lost("writing");
      }
      done += count;
    }
  }

  @Override
  public int read(byte[] into, int offset, int length, int timeoutMs) throws IOException {
    long deadline = clock.monotonicNs() + timeoutMs * MS;
    while (true) {
      int waiting = port.bytesAvailable();
      if (waiting < 0 || closed) {
        throw lost("reading");
      }
      long left = deadline - clock.monotonicNs();
      if (waiting > 0 || left >= SLICE_MS * MS) {
        int count = port.readBytes(into, length, offset);
        if (count < 0) {
          throw lost("reading");
        }
        if (count > 0) {
          return count;
        }
      } else if (left <= 0) {
        return 0;
      } else {
        LockSupport.parkNanos(Math.min(left, LOOK_NS));
      }
    }
  }

  private IOException lost(String doing) {
    return new IOException(closed ? spec.port() + " was closed."
        : spec.port() + " failed while " + doing + ". Was an adapter unplugged?");
  }

  @Override
  public int discardInput() throws IOException {
    byte[] chunk = new byte[256];
    int total = 0;
    for (int waiting = port.bytesAvailable(); waiting > 0; waiting = port.bytesAvailable()) {
      int count = port.readBytes(chunk, Math.min(chunk.length, waiting));
      if (count <= 0) {
        throw lost("reading");
      }
      total += count;
    }
    return total;
  }

  @Override
  public boolean awaitSilence(int silenceMs, int limitMs) throws IOException {
    return ByteWaits.awaitSilence(this, clock, silenceMs, limitMs);
  }

  @Override
  public void key(boolean on) throws IOException {
    if (closed || !(on ? port.setRTS() : port.clearRTS())) {
      throw new IOException(spec.port() + " has no RTS line to key the radio with. Leave out rts=key where the radio keys itself.");
    }
  }

  @Override
  public boolean clearToSend() {
    return port.getCTS();
  }

  @Override
  public boolean isSerial() {
    return true;
  }

  @Override
  public long characterTimeNs() {
    int bits = 1 + spec.dataBits() + (spec.parity() == 'N' ? 0 : 1) + spec.stopBits();
    return bits * 1_000_000_000L / spec.baud();
  }

  @Override
  public String describe() {
    return spec.port() + " " + spec.framing();
  }

  @Override
  public void close() {
    closed = true;
    port.closePort();
  }
}
