package io.busbar.transport;

import io.busbar.api.line.LineService.PortInfo;
import io.busbar.api.line.LineSpec;
import io.busbar.api.time.BusClock;
import io.busbar.transport.line.LineOpener;
import io.busbar.transport.line.OpenLine;
import io.busbar.transport.serial.ProcHolders;
import io.busbar.transport.serial.SerialPorts;
import io.busbar.transport.tcp.TcpLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The lines that this machine has: sockets and serial ports. */
final class MachineLines implements LineOpener {
  private final BusClock clock;
  private final SerialPorts serialPorts;

  MachineLines(BusClock clock) {
    this.clock = clock;
    this.serialPorts = new SerialPorts(new ProcHolders(Path.of("/proc")), clock);
  }

  @Override
  public OpenLine open(LineSpec spec) throws IOException {
    if (spec instanceof LineSpec.Tcp tcp) {
      return TcpLine.open(tcp, clock);
    }
    return spec instanceof LineSpec.Tls tls ? TcpLine.open(tls, clock) : serialPorts.open((LineSpec.Serial) spec);
  }

  @Override
  public List<PortInfo> ports() {
    return serialPorts.list();
  }
}
