package io.busbar.transport.serial;

import io.busbar.api.line.LineService.PortInfo;
import io.busbar.api.line.LineSpec;
import io.busbar.api.time.BusClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The serial ports of this machine: lists them and opens one, saying why where it cannot. */
public final class SerialPorts {
  private static final String DEVICES = "/dev/";
  private static final String PSEUDO_TERMINALS = "/dev/pts/";

  private final ProcHolders holders;
  private final BusClock clock;

  /** Ports with their holders. */
  public SerialPorts(ProcHolders holders, BusClock clock) {
    this.holders = holders;
    this.clock = clock;
  }

  /** All ports with the processes that hold them. Reads {@code /proc}: some ten milliseconds. */
  public List<PortInfo> list() {
    Map<String, String> held = holders.byTarget(DEVICES);
    List<PortInfo> ports = new ArrayList<>();
    for (String[] port : JSerialCommPort.list()) {
      String holder = held.getOrDefault(realPath(port[0]), "");
      ports.add(new PortInfo(port[0], port[1], holder, ""));
    }
    return ports;
  }

  /**
   * Opens a port. One that another process has open is left alone even where the system would let us in: two masters
   * on one line ruin each other's frames. The other end of a pseudo terminal always has it open, so there only a real
   * refusal counts, and its holder is not known.
   *
   * @throws IOException with a text for a technician
   */
  public KeyedLine open(LineSpec.Serial spec) throws IOException {
    Path device = Path.of(spec.port());
    if (!Files.exists(device)) {
      throw new IOException(SerialFailures.missing(spec.port(), JSerialCommPort.list().stream().map(p -> p[0]).toList()));
    }
    String real = realPath(spec.port());
    String forbidden = SerialFailures.forbidden(device);
    if (!forbidden.isEmpty()) {
      throw new IOException(forbidden);
    }
    boolean pseudo = real.startsWith(PSEUDO_TERMINALS);
    if (!pseudo) {
      refuseIfHeld(spec, real);
    }
    try {
      return JSerialCommPort.open(spec, pseudo, clock);
    } catch (IOException e) {
      if (!pseudo) {
        refuseIfHeld(spec, real);
      }
      throw new IOException(SerialFailures.other(spec, e), e);
    }
  }

  private void refuseIfHeld(LineSpec.Serial spec, String real) throws IOException {
    String holder = holders.byTarget(DEVICES).get(real);
    if (holder != null) {
      throw new IOException(SerialFailures.busy(spec.port(), holder));
    }
  }

  private static String realPath(String port) {
    try {
      return Path.of(port).toRealPath().toString();
    } catch (IOException e) {
      return port;
    }
  }
}
