package io.busbar.shell.run;

import io.busbar.shell.words.Address;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.WrongUsage;
import java.util.ArrayList;
import java.util.List;

/** Where central hears gateways: {@code HOST:PORT}, {@code tcp://HOST:PORT} and {@code serial:///dev/...}, one or several. */
final class Listening {
  private static final String OPTION = "--listen";
  private static final String TCP = "tcp://";
  private static final String SERIAL = "serial://";

  private final List<String> addresses;

  private Listening(List<String> addresses) {
    this.addresses = addresses;
  }

  /** Reads what was written; what a serial address says is checked where it is opened. */
  static Listening parse(List<String> written) throws WrongUsage {
    List<String> addresses = new ArrayList<>();
    for (String each : written) {
      if (each.startsWith(SERIAL)) {
        if (each.indexOf(',') >= 0) {
          throw new WrongUsage(OPTION + " \"" + each + "\" has a comma in it: give " + OPTION + " once for each address.");
        }
        addresses.add(each);
      } else if (each.startsWith(TCP)) {
        addresses.add(TCP + Address.parse(OPTION, each.substring(TCP.length())));
      } else {
        addresses.add(Address.parse(OPTION, each).toString());
      }
    }
    return new Listening(addresses);
  }

  /** The same with ports that are free now: 0 becomes one. */
  Listening free() throws CannotDo, WrongUsage {
    List<String> free = new ArrayList<>();
    for (String each : addresses) {
      if (each.startsWith(SERIAL)) {
        free.add(each);
      } else if (each.startsWith(TCP)) {
        free.add(TCP + Ports.freeTcp(Address.parse(OPTION, each.substring(TCP.length())), OPTION));
      } else {
        free.add(Ports.freeUdp(Address.parse(OPTION, each), OPTION).toString());
      }
    }
    return new Listening(free);
  }

  /** All, separated by commas, as central's configuration takes them. */
  @Override
  public String toString() {
    return String.join(", ", addresses);
  }
}
