package io.busbar.platform.ntp;

import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.platform.ntp.NtpPacket.Offset;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Time servers on the network. One thread. */
final class NtpSocket implements NtpServers {
  /** The port of the Network Time Protocol (IANA). */
  static final int PORT = 123;

  /** How long an answer is waited for, ms. */
  static final int PATIENCE_MS = 2_000;

  private static final int MAX_ANSWER = 1_024;
  private static final int MAX_STRAYS = 8;

  private final int port;
  private final int patienceMs;
  private final BusClock clock;
  private final RandomSource random;

  NtpSocket(int port, int patienceMs, BusClock clock, RandomSource random) {
    this.port = port;
    this.patienceMs = patienceMs;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public @Nullable Offset ask(String server) {
    InetSocketAddress address = new InetSocketAddress(server, port);
    if (address.isUnresolved()) {
      return null;
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(address);
      socket.setSoTimeout(patienceMs);
      long mark = random.nextLong();
      byte[] request = NtpPacket.request(mark);
      long sentNs = clock.wallNs();
      long startNs = clock.monotonicNs();
      socket.send(new DatagramPacket(request, request.length));
      for (int strays = 0; strays < MAX_STRAYS; strays++) {
        DatagramPacket answer = new DatagramPacket(new byte[MAX_ANSWER], MAX_ANSWER);
        socket.receive(answer);
        Offset offset = NtpPacket.answer(Arrays.copyOf(answer.getData(), answer.getLength()), mark, sentNs, clock.monotonicNs() - startNs);
        if (offset != null) {
          return offset;
        }
      }
      return null;
    } catch (IOException silent) {
      return null;
    }
  }
}
