package io.busbar.transport.ways;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerFactory;
import io.busbar.api.time.BusClock;
import io.busbar.transport.bearer.BearerAddress;
import io.busbar.transport.bearer.Waiting;
import io.busbar.transport.serial.SerialBearers;
import io.busbar.transport.tcp.TcpBearers;
import io.busbar.transport.udp.UdpBearers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Opens bearers by address. Stateless. */
public final class Bearers implements BearerFactory {
  private final UdpBearers udp;
  private final TcpBearers tcp;
  private final SerialBearers serial;
  private final BusClock clock;

  /** Of this machine. */
  public Bearers(BusClock clock) {
    this.udp = new UdpBearers(clock);
    this.tcp = new TcpBearers(clock);
    this.serial = new SerialBearers(clock);
    this.clock = clock;
  }

  @Override
  public Bearer connect(String to, int mtu) throws IOException {
    Waiting waiting = Waiting.open().join();
    try {
      return open(BearerAddress.parse(to), mtu, waiting);
    } finally {
      // The bearer has joined; without one this closes the place.
      waiting.leave();
    }
  }

  @Override
  public Bearer connect(List<Way> ways) throws IOException {
    if (ways.isEmpty()) {
      throw new IOException("there is no way to the far end: write where it is.");
    }
    if (ways.size() == 1) {
      return connect(ways.get(0).to(), ways.get(0).mtu());
    }
    long now = clock.monotonicNs();
    Waiting waiting = Waiting.open().join();
    List<OneWay> all = new ArrayList<>();
    int payload = Integer.MAX_VALUE;
    try {
      for (Way way : ways) {
        BearerAddress address = BearerAddress.parse(way.to());
        payload = Math.min(payload, payload(address, way.mtu()));
        all.add(new OneWay(way.to(), () -> open(address, way.mtu(), waiting), now));
      }
    } catch (IOException e) {
      waiting.leave();
      throw e;
    }
    PairBearer pair = new PairBearer(all, payload, waiting, clock);
    if (all.stream().noneMatch(OneWay::isOpen)) {
      pair.close();
      throw new IOException(all.get(0).failure() + " The other way cannot be used either: " + all.get(1).failure());
    }
    return pair;
  }

  private Bearer open(BearerAddress address, int mtu, Waiting waiting) throws IOException {
    if (address instanceof BearerAddress.Tcp far) {
      return tcp.connect(far.hostPort(), mtu, waiting);
    }
    if (address instanceof BearerAddress.Serial port) {
      return serial.open(port, mtu, waiting);
    }
    return udp.connect(((BearerAddress.Udp) address).hostPort(), mtu, waiting);
  }

  private static int payload(BearerAddress address, int mtu) throws IOException {
    if (address instanceof BearerAddress.Tcp far) {
      return TcpBearers.payload(far.hostPort(), mtu);
    }
    if (address instanceof BearerAddress.Serial port) {
      return SerialBearers.payload(port, mtu);
    }
    return UdpBearers.payload(((BearerAddress.Udp) address).hostPort(), mtu);
  }

  @Override
  public Bearer listen(String at, int mtu) throws IOException {
    return listen(List.of(at), mtu);
  }

  @Override
  public Bearer listen(List<String> at, int mtu) throws IOException {
    if (at.isEmpty()) {
      throw new IOException("there is no address to listen at: write one, for example 10.9.0.5:20500.");
    }
    Waiting waiting = Waiting.open().join();
    List<Bearer> open = new ArrayList<>();
    try {
      for (String each : at) {
        open.add(listen(BearerAddress.parse(each), mtu, waiting));
      }
      return new GatheredBearer(open, waiting);
    } catch (IOException e) {
      open.forEach(Bearer::close);
      throw e;
    } finally {
      waiting.leave();
    }
  }

  private Bearer listen(BearerAddress address, int mtu, Waiting waiting) throws IOException {
    if (address instanceof BearerAddress.Tcp own) {
      return tcp.listen(own.hostPort(), mtu, waiting);
    }
    if (address instanceof BearerAddress.Serial port) {
      return serial.open(port, mtu, waiting);
    }
    return udp.listen(((BearerAddress.Udp) address).hostPort(), mtu, waiting);
  }
}
