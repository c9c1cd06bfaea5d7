package io.busbar.benchmarks.iec104;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.openmuc.j60870.ASdu;
import org.openmuc.j60870.ASduType;
import org.openmuc.j60870.CauseOfTransmission;
import org.openmuc.j60870.ClientConnectionBuilder;
import org.openmuc.j60870.Connection;
import org.openmuc.j60870.ConnectionEventListener;
import org.openmuc.j60870.Server;
import org.openmuc.j60870.ServerEventListener;
import org.openmuc.j60870.ie.IeSinglePointWithQuality;
import org.openmuc.j60870.ie.IeTime56;
import org.openmuc.j60870.ie.InformationObject;

/** Stations and masters of j60870, one thread more per station that sends as fast as the window lets it. */
final class J60870 implements Stack {
  @Override
  public String name() {
    return "j60870";
  }

  @Override
  public Span measure(int sessions, long warmUpMs, long spanMs) throws IOException, InterruptedException {
    PrintStream before = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream())); // it says each wait for its window there: not counted against it
    try (Running running = new Running(sessions)) {
      return SessionSet.measure(running, warmUpMs, spanMs);
    } finally {
      System.setOut(before);
    }
  }

  private static final class Running implements SessionSet, ServerEventListener {
    private final LongAdder events = new LongAdder();
    private final LongAdder sum = new LongAdder();
    private final List<Connection> masters = new ArrayList<>();
    private final List<Thread> senders = new CopyOnWriteArrayList<>();
    private final Server server;
    private volatile boolean running = true;
    private volatile String failure = "";

    Running(int sessions) throws IOException {
      int port;
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      InetAddress here = InetAddress.getLoopbackAddress();
      server = Server.builder().setPort(port).setBindAddr(here).setMaxConnections(sessions + 1).setMaxNumOfOutstandingIPdus(12)
          .setMaxUnconfirmedIPdusReceived(8).build();
      server.start(this);
      for (int i = 0; i < sessions; i++) {
        Connection master = new ClientConnectionBuilder(here).setPort(port).setMaxNumOfOutstandingIPdus(12).setMaxUnconfirmedIPdusReceived(8).build();
        master.startDataTransfer(new Counting());
        masters.add(master);
      }
    }

    @Override
    public void connectionIndication(Connection connection) {
      connection.setConnectionListener(new ConnectionEventListener() {
        @Override
        public void newASdu(ASdu unit) {
          // nobody asks
        }

        @Override
        public void connectionClosed(IOException e) {
          // the measurement ends
        }

        @Override
        public void dataTransferStateChanged(boolean stopped) {
          Thread sender = new Thread(() -> send(connection), "station-" + senders.size());
          senders.add(sender);
          sender.start();
        }
      });
    }

    private void send(Connection connection) {
      TimeZone utc = TimeZone.getTimeZone("UTC");
      try {
        for (int i = 0; running; i++) {
          connection.send(new ASdu(ASduType.M_SP_TB_1, false, CauseOfTransmission.SPONTANEOUS, false, false, 0, 1, new InformationObject(1 + i % 100,
              new IeSinglePointWithQuality((i & 1) == 1, false, false, false, false), new IeTime56(1_700_000_000_000L + i, utc, false))));
        }
      } catch (IOException e) {
        failure = running ? "j60870: " + e.getMessage() : failure;
      }
    }

    @Override
    public void serverStoppedListeningIndication(IOException e) {
      // the measurement ends
    }

    @Override
    public void connectionAttemptFailed(IOException e) {
      failure = "j60870: " + e.getMessage();
    }

    @Override
    public long events() {
      return events.sum();
    }

    @Override
    public String failure() {
      return failure;
    }

    @Override
    public void close() throws InterruptedException {
      running = false;
      masters.forEach(Connection::close);
      server.stop();
      for (Thread sender : senders) {
        sender.interrupt();
        sender.join();
      }
    }

    private final class Counting implements ConnectionEventListener {
      @Override
      public void newASdu(ASdu unit) {
        for (InformationObject object : unit.getInformationObjects()) {
          IeSinglePointWithQuality value = (IeSinglePointWithQuality) object.getInformationElements()[0][0];
          IeTime56 time = (IeTime56) object.getInformationElements()[0][1];
          sum.add(object.getInformationObjectAddress() + (value.isOn() ? 1 : 0) + time.getTimestamp());
          events.increment();
        }
      }

      @Override
      public void connectionClosed(IOException e) {
        failure = running ? "j60870: " + e.getMessage() : failure;
      }

      @Override
      public void dataTransferStateChanged(boolean stopped) {
        // it was asked for
      }
    }
  }
}
