package io.busbar.transport.line;

import io.busbar.api.line.LineHandle;
import io.busbar.api.line.LineService;
import io.busbar.api.line.LineSpec;
import io.busbar.api.line.LineTap;
import io.busbar.api.time.BusClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All lines by channel. Thread-safe; only {@link #ports()} reads files, nothing here waits for a line. */
public final class LineRegistry implements LineService, AutoCloseable {
  private final LineOpener opener;
  private final BusClock clock;
  private final Map<String, ManagedLine> lines = new TreeMap<>();
  private final Map<String, Taps> taps = new HashMap<>();

  /** A registry without lines. */
  public LineRegistry(LineOpener opener, BusClock clock) {
    this.opener = opener;
    this.clock = clock;
  }

  @Override
  public synchronized LineHandle lease(String channel, LineSpec spec) {
    ManagedLine line = lines.get(channel);
    if (line != null && line.isLeased()) {
      throw new IllegalStateException("the line of channel " + channel + " is leased already; its driver must close the lease first");
    }
    if (line == null || !line.spec().equals(spec)) {
      if (line != null) {
        line.end();
      }
      line = new ManagedLine(channel, spec, new ExclusiveOpener(channel), taps(channel), clock);
      lines.put(channel, line);
    }
    return line.lease();
  }

  @Override
  public synchronized void release(String channel) {
    ManagedLine line = lines.remove(channel);
    if (line != null) {
      line.end();
    }
  }

  @Override
  public synchronized AutoCloseable tap(String channel, LineTap tap) {
    return taps(channel).add(tap);
  }

  private Taps taps(String channel) {
    return taps.computeIfAbsent(channel, c -> new Taps());
  }

  @Override
  public List<PortInfo> ports() {
    List<PortInfo> found = new ArrayList<>(opener.ports());
    for (Map.Entry<String, LineSpec> own : openLines().entrySet()) {
      LineSpec spec = own.getValue();
      String holder = "channel " + own.getKey();
      String settings = spec instanceof LineSpec.Serial serial ? serial.framing() : "";
      int at = indexOf(found, spec.key());
      if (at >= 0) {
        found.set(at, new PortInfo(spec.key(), found.get(at).description(), holder, settings));
      } else {
        found.add(new PortInfo(spec.key(), "", holder, settings));
      }
    }
    return found;
  }

  private static int indexOf(List<PortInfo> ports, String name) {
    for (int i = 0; i < ports.size(); i++) {
      if (ports.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private synchronized Map<String, LineSpec> openLines() {
    Map<String, LineSpec> open = new TreeMap<>();
    lines.forEach((channel, line) -> {
      if (line.isOpen()) {
        open.put(channel, line.spec());
      }
    });
    return open;
  }

  private synchronized String otherHolder(String channel, LineSpec spec) {
    for (Map.Entry<String, ManagedLine> other : lines.entrySet()) {
      if (!other.getKey().equals(channel) && other.getValue().isOpen() && spec instanceof LineSpec.Serial
          && other.getValue().spec().key().equals(spec.key())) {
        return other.getKey();
      }
    }
    return "";
  }

  /** Closes all lines: the bundle stops. */
  @Override
  public synchronized void close() {
    lines.values().forEach(ManagedLine::end);
    lines.clear();
    taps.clear();
  }

  /** Refuses a serial port that another channel of this gateway has open, by that channel's name. */
  private final class ExclusiveOpener implements LineOpener {
    private final String channel;

    ExclusiveOpener(String channel) {
      this.channel = channel;
    }

    @Override
    public OpenLine open(LineSpec spec) throws IOException {
      String holder = otherHolder(channel, spec);
      if (!holder.isEmpty()) {
        throw new IOException(spec.key() + " is used by channel " + holder + " of this gateway. Give both channels' devices to one channel.");
      }
      return opener.open(spec);
    }

    @Override
    public List<PortInfo> ports() {
      return opener.ports();
    }
  }
}
