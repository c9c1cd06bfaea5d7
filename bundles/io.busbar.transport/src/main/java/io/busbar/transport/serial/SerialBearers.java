package io.busbar.transport.serial;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.time.BusClock;
import io.busbar.transport.bearer.BearerAddress;
import io.busbar.transport.bearer.Waiting;
import io.busbar.transport.codec.SerialFrame;
import java.io.IOException;
import java.nio.file.Path;

/** Opens serial bearers, or says why not and what to do. */
public final class SerialBearers {
  /** Least payload that the link can use, bytes. */
  static final int MIN_PAYLOAD = 64;
  private static final int MAX_MTU = 9_000;

  private final SerialPorts ports;
  private final BusClock clock;

  /** On this machine's ports. */
  public SerialBearers(BusClock clock) {
    this.ports = new SerialPorts(new ProcHolders(Path.of("/proc")), clock);
    this.clock = clock;
  }

  /**
   * Opens a port; both ends of a line are the same.
   *
   * @param mtu largest frame in bytes with what the framing adds, unless the address says one
   * @throws IOException if the mtu is not possible or the port cannot be opened, with the remedy
   */
  public Bearer open(BearerAddress.Serial address, int mtu, Waiting waiting) throws IOException {
    int payload = payload(address, mtu);
    SerialBearer.Opener opener = () -> ports.open(address.line());
    return new SerialBearer(opener, address, payload, waiting, clock);
  }

  /**
   * Payload of frames of that size.
   *
   * @throws IOException with what to write
   */
  public static int payload(BearerAddress.Serial address, int mtu) throws IOException {
    int frame = address.mtu() > 0 ? address.mtu() : mtu;
    int least = MIN_PAYLOAD + SerialFrame.overheadBytes(MIN_PAYLOAD);
    if (frame < least || frame > MAX_MTU) {
      throw new IOException("serial " + address.line().port() + ": an mtu of " + frame + " bytes is not possible; write " + least + " to "
          + MAX_MTU + ", usually 128 to 512.");
    }
    return frame - SerialFrame.overheadBytes(frame);
  }
}
