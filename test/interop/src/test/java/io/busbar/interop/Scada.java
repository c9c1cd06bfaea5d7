package io.busbar.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openmuc.j60870.ASdu;
import org.openmuc.j60870.CauseOfTransmission;
import org.openmuc.j60870.ClientConnectionBuilder;
import org.openmuc.j60870.Connection;
import org.openmuc.j60870.ConnectionEventListener;
import org.openmuc.j60870.ie.IeDoubleCommand;
import org.openmuc.j60870.ie.IeDoublePointWithQuality;
import org.openmuc.j60870.ie.IeSinglePointWithQuality;
import org.openmuc.j60870.ie.IeTime56;
import org.openmuc.j60870.ie.InformationObject;

/** A control centre that nobody here wrote: j60870 as master. What it hears is kept. */
final class Scada implements AutoCloseable {
  /** An event with its time, as {@code 200 on 1700000000123}. */
  record Event(int address, String value, long timeMs) {}

  private final Connection connection;
  private final List<String> words = new CopyOnWriteArrayList<>();
  private final List<Event> events = new CopyOnWriteArrayList<>();

  Scada(int port) throws IOException {
    connection = new ClientConnectionBuilder(InetAddress.getLoopbackAddress()).setPort(port).setMaxUnconfirmedIPdusReceived(1).build();
    ConnectionEventListener ears = new ConnectionEventListener() {
      @Override
      public void newASdu(ASdu unit) {
        heard(unit);
      }

      @Override
      public void connectionClosed(IOException cause) {
        words.add("closed");
      }

      @Override
      public void dataTransferStateChanged(boolean stopped) {
        // not looked at
      }
    };
    connection.setConnectionListener(ears);
    connection.startDataTransfer(ears);
  }

  private void heard(ASdu unit) {
    for (InformationObject object : unit.getInformationObjects()) {
      long ms = 0;
      String value = "";
      for (var element : object.getInformationElements()[0]) {
        if (element instanceof IeTime56 time) {
          ms = time.getTimestamp(1970, TimeZone.getTimeZone("UTC"));
        } else if (element instanceof IeSinglePointWithQuality point) {
          value = point.isOn() ? "on" : "off";
        } else if (element instanceof IeDoublePointWithQuality point) {
          value = point.getDoublePointInformation().toString();
        }
      }
      if (ms != 0) {
        events.add(new Event(object.getInformationObjectAddress(), value, ms));
      }
    }
    words.add(unit.getTypeIdentification() + " " + unit.getCauseOfTransmission() + (unit.isNegativeConfirm() ? " negative" : ""));
  }

  /** {@code M_SP_TB_1 SPONTANEOUS}, in order. */
  List<String> words() {
    return List.copyOf(words);
  }

  /** Units of that kind so far. */
  long count(String kind) {
    return words.stream().filter(kind::equals).count();
  }

  /** Events of an object that came with their time. */
  List<Event> events(int address) {
    return events.stream().filter(event -> event.address() == address).toList();
  }

  void breaker(int common, int address, boolean close, boolean select) throws IOException {
    connection.doubleCommand(common, CauseOfTransmission.ACTIVATION, address,
        new IeDoubleCommand(close ? IeDoubleCommand.DoubleCommandState.ON : IeDoubleCommand.DoubleCommandState.OFF, 0, select));
  }

  @Override
  public void close() {
    connection.close();
  }
}
