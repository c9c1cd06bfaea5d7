package io.busbar.transport.bearer;

import io.busbar.api.line.LineSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code serial:///dev/ttyS1?baud=19200&parity=N&stop=1&rts=key&keyUpMs=40}. */
final class SerialAddress {
  private static final String EXAMPLE = "for example serial:///dev/ttyS1?baud=19200";
  private static final List<String> KNOWN = List.of("baud", "parity", "stop", "rs485", "rts", "cts", "keyUpMs", "keyDownMs",
      "turnAroundMs", "mtu");
  private static final int MAX_BAUD = 4_000_000;
  private static final int MAX_MS = 10_000;
  private static final int MAX_MTU = 9_000;

  private final String text;
  private final Map<String, String> options = new LinkedHashMap<>();

  private SerialAddress(String text) {
    this.text = text;
  }

  static BearerAddress.Serial parse(String text) throws IOException {
    return new SerialAddress(text).parse();
  }

  private BearerAddress.Serial parse() throws IOException {
    String rest = text.substring(BearerAddress.SERIAL.length());
    int question = rest.indexOf('?');
    String port = question < 0 ? rest : rest.substring(0, question);
    if (!port.startsWith("/")) {
      throw new IOException(text + " names no port: write three slashes and the device, " + EXAMPLE + ".");
    }
    if (question >= 0) {
      readOptions(rest.substring(question + 1));
    }
    LineSpec.Serial line = new LineSpec.Serial(port, number("baud", 9_600, 300, MAX_BAUD), 8,
        choice("parity", "N", "N", "E", "O").charAt(0), number("stop", 1, 1, 2), choice("rs485", "off", "off", "on").equals("on"));
    boolean rts = choice("rts", "on", "on", "key").equals("key");
    boolean cts = choice("cts", "ignore", "ignore", "wait").equals("wait");
    if (!rts && (cts || options.containsKey("keyUpMs") || options.containsKey("keyDownMs"))) {
      throw new IOException(text + ": cts, keyUpMs and keyDownMs go with rts=key only. Add rts=key, or leave them out where the radio"
          + " keys itself.");
    }
    Keying keying = new Keying(rts, cts, number("keyUpMs", rts && !cts ? 30 : 0, 0, MAX_MS), number("keyDownMs", rts ? 5 : 0, 0, MAX_MS),
        number("turnAroundMs", 0, 0, MAX_MS));
    return new BearerAddress.Serial(line, keying, number("mtu", 0, 0, MAX_MTU));
  }

  private void readOptions(String query) throws IOException {
    for (String option : query.split("&", -1)) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (equals < 0 || !KNOWN.contains(name)) {
        throw new IOException(text + ": \"" + option + "\" is not an option of a serial port. There are "
            + String.join(", ", new ArrayList<>(KNOWN)) + "; " + EXAMPLE + ".");
      }
      options.put(name, option.substring(equals + 1));
    }
  }

  private int number(String name, int otherwise, int least, int most) throws IOException {
    String value = options.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException(text + ": " + name + "=" + value + " is no number; write " + least + " to " + most + ".", e);
    }
    throw new IOException(text + ": " + name + "=" + value + " is not possible; write " + least + " to " + most + ".");
  }

  private String choice(String name, String otherwise, String... choices) throws IOException {
    String value = options.getOrDefault(name, otherwise);
    for (String choice : choices) {
      if (choice.equalsIgnoreCase(value)) {
        return choice;
      }
    }
    throw new IOException(text + ": " + name + "=" + value + " is not possible; write " + String.join(" or ", choices) + ".");
  }
}
