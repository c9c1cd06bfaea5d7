package io.busbar.sink.iec104;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;
import org.openmuc.j60870.ASdu;
import org.openmuc.j60870.ClientConnectionBuilder;
import org.openmuc.j60870.Connection;
import org.openmuc.j60870.ConnectionEventListener;

/** A control centre that nobody here wrote: j60870 as master. What it hears is kept as text. */
final class ControlCentre implements AutoCloseable {
  final Connection connection;
  final List<ASdu> heard = new CopyOnWriteArrayList<>();
  volatile boolean closed;
  private final ConnectionEventListener ears = new ConnectionEventListener() {
    @Override
    public void newASdu(ASdu asdu) {
      heard.add(asdu);
    }

    @Override
    public void connectionClosed(IOException cause) {
      closed = true;
    }

    @Override
    public void dataTransferStateChanged(boolean stopped) {
      // Not looked at.
    }
  };

  ControlCentre(int port) throws IOException {
    this(port, SocketFactory.getDefault());
  }

  ControlCentre(int port, SocketFactory sockets) throws IOException {
    connection = new ClientConnectionBuilder(InetAddress.getLoopbackAddress()).setPort(port).setMaxUnconfirmedIPdusReceived(1)
        .setSocketFactory(sockets).build();
    connection.setConnectionListener(ears);
  }

  ControlCentre start() throws IOException {
    connection.startDataTransfer(ears);
    return this;
  }

  /** {@code M_SP_TB_1 SPONTANEOUS}, in order. */
  List<String> words() {
    return heard.stream().map(ControlCentre::words).toList();
  }

  static String words(ASdu asdu) {
    return asdu.getTypeIdentification() + " " + asdu.getCauseOfTransmission() + (asdu.isNegativeConfirm() ? " negative" : "");
  }

  /** Waits for a unit. */
  ASdu await(String words) {
    Until.is(words + " in " + words(), () -> words().contains(words));
    return heard.stream().filter(asdu -> words(asdu).equals(words)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    connection.close();
  }
}
