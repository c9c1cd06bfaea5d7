package io.busbar.driver.iec60870.config;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import java.util.ArrayList;
import java.util.List;

/** Names, ranges, defaults and explanations of all settings. */
public final class Keys {
  /** Channel type of 104. */
  public static final String IEC104 = "iec104";

  /** Channel type of 101. */
  public static final String IEC101 = "iec101";

  static final Parameter SERIAL_PORT = Parameter.required("port", ParameterType.TEXT, "Serial port of this machine: /dev/ttyS1.");
  static final Parameter SERIAL = Parameter.optional("serial", ParameterType.TEXT, "9600-8E1", "Baud rate, data bits, parity, stop bits.");
  static final Parameter RS485 = Parameter.optional("rs485", ParameterType.BOOLEAN, "false", "Whether the port switches the transmitter.");
  static final Parameter MODE = Parameter.choice("mode", false, List.of("unbalanced", "balanced"),
      "unbalanced: we poll one or many stations on the line; balanced: one station, which may begin, too.");
  static final Parameter LINK_BYTES = Parameter.optional("linkAddressBytes", ParameterType.INTEGER, "1", "Size of the link address; 0 if balanced.")
      .within(0, 2);
  static final Parameter CAUSE_BYTES = Parameter.optional("causeBytes", ParameterType.INTEGER, "1", "Size of the cause; 2 with the originator.")
      .within(1, 2);
  static final Parameter COMMON_BYTES = Parameter.optional("commonAddressBytes", ParameterType.INTEGER, "1", "Size of the common address.")
      .within(1, 2);
  static final Parameter OBJECT_BYTES = Parameter.optional("objectAddressBytes", ParameterType.INTEGER, "2", "Size of the object address.")
      .within(1, 3);
  static final Parameter TIMEOUT = Parameter.optional("timeout", ParameterType.DURATION, "1s", "Longest wait for an answer of the link.")
      .within(0.02, 60);
  static final Parameter RETRIES = Parameter.optional("retries", ParameterType.INTEGER, "2", "Repetitions of an unanswered frame of the link.")
      .within(0, 10);
  static final Parameter PAUSE = Parameter.optional("pause", ParameterType.DURATION, "20ms",
      "Pause after a round in which no station had anything to say.").within(0, 60);
  static final Parameter BURST = Parameter.optional("classOneBurst", ParameterType.INTEGER, "4",
      "How many class 1 polls a station gets in a row before its neighbours have their turn.").within(1, 100);
  static final Parameter LINK_TEST = Parameter.optional("linkTest", ParameterType.DURATION, "20s", "Balanced: a silent link is tested after.")
      .within(0.1, 3_600);
  static final Parameter LINK = Parameter.optional("link", ParameterType.INTEGER, "", "Link address on 101; the station's number if it is not said.")
      .within(0, 65_535);

  static final Parameter HOST = Parameter.required("host", ParameterType.TEXT, "Name or address of the controlled station.");
  static final Parameter TCP_PORT = Parameter.optional("port", ParameterType.INTEGER, "2404", "TCP port.").within(1, 65_535);
  static final Parameter K = Parameter.optional("k", ParameterType.INTEGER, "12", "Most commands and requests without acknowledgement.")
      .within(1, 32_767);
  static final Parameter W = Parameter.optional("w", ParameterType.INTEGER, "8",
      "Acknowledge at the latest after so many units; at most two thirds of the station's k.").within(1, 32_767);
  static final Parameter T0 = Parameter.optional("t0", ParameterType.DURATION, "10s", "Longest wait for a connection.").within(0.1, 255);
  static final Parameter T1 = Parameter.optional("t1", ParameterType.DURATION, "15s", "Longest wait for an acknowledgement.").within(0.1, 255);
  static final Parameter T2 = Parameter.optional("t2", ParameterType.DURATION, "10s", "Acknowledge at the latest after; less than t1.")
      .within(0.05, 255);
  static final Parameter T3 = Parameter.optional("t3", ParameterType.DURATION, "20s", "A silent connection is tested after.").within(0.1, 172_800);
  static final Parameter LOST_AFTER = Parameter.optional("lostAfter", ParameterType.DURATION, "10s",
      "How long there may be no connection before its devices count as lost.").within(0, 3_600);

  static final Parameter KEY_STORE = Parameter.optional("keyStore", ParameterType.TEXT, "",
      "TLS (IEC 62351-3): PKCS#12 file with our key and certificate; a whole path. Without it the connection is plain.");
  static final Parameter TRUST_STORE = Parameter.optional("trustStore", ParameterType.TEXT, "",
      "TLS: PKCS#12 file with who signs the station's certificate, or that itself.");
  static final Parameter PASSWORD_FILE = Parameter.optional("passwordFile", ParameterType.TEXT, "",
      "TLS: text file whose first line opens both.");
  static final List<Parameter> TLS = List.of(KEY_STORE, TRUST_STORE, PASSWORD_FILE);

  static final Parameter ORIGINATOR = Parameter.optional("originator", ParameterType.INTEGER, "0", "Originator address of what we send; 0 for none.")
      .within(0, 255);
  static final Parameter INTERROGATION = Parameter.optional("interrogation", ParameterType.DURATION, "1h",
      "Period of the general interrogation, which comes after each connect anyway; 0s for then only.").within(0, 86_400 * 7);
  static final Parameter GROUPS = Parameter.optional("interrogationGroup", ParameterType.INTEGER, "0",
      "Group that is interrogated instead of the station: 1 to 16; 0 for the station.").within(0, 16);
  static final Parameter COUNTERS = Parameter.optional("counters", ParameterType.DURATION, "0s",
      "Period of the counter interrogation, which then comes after each connect, too; 0s for none.").within(0, 86_400 * 7);
  static final Parameter COUNTER_MODE = Parameter.choice("counterMode", false, List.of("read", "freeze", "freezeAndReset"),
      "What a counter interrogation does before it reads: nothing, freeze, or freeze and reset.");
  static final Parameter CLOCK_SYNC = Parameter.optional("clockSync", ParameterType.DURATION, "0s",
      "Period of the clock synchronisation, which then comes after each connect, too; 0s for none. Never done while our own clock is not good.")
      .within(0, 86_400 * 7);
  static final Parameter CLOCK_DELAY = Parameter.choice("clockDelay", false, List.of("measured", "none"),
      "measured: how long a unit takes to the station is measured before its clock is set, and told it; a station that does not know how is set"
          + " without. none: never.");
  static final Parameter FILES = Parameter.optional("files", ParameterType.DURATION, "15m",
      "Period in which a station with a \"files\" point is asked for its directory, which comes after each connect, too; 0s for then only.")
      .within(0, 86_400 * 7);
  static final Parameter ZONE = Parameter.optional("zone", ParameterType.TEXT, "UTC",
      "Time zone in which the station writes its times: UTC, Europe/Berlin, +05:30.");
  static final Parameter CONFIRM = Parameter.optional("confirmTimeout", ParameterType.DURATION, "15s",
      "Longest wait for the confirmation of a command or request.").within(0.1, 600);
  static final Parameter TERMINATION = Parameter.optional("terminationTimeout", ParameterType.DURATION, "60s",
      "Longest wait for the termination of a command or interrogation that was confirmed.").within(0.1, 3_600);

  static final Parameter STATION = Parameter.optional("station", ParameterType.INTEGER, "1",
      "Common address of the station's units, 1 to 65534. Several devices of one connection have different ones.").within(1, 65_534);

  static final Parameter COMMAND = Parameter.optional("command", ParameterType.TEXT, "",
      "Where a command for the point goes: 5001 double select, 6001 float, 7001 single timed. Without it the point takes no commands.");

  private static final String SEMANTICS_104 = """
      Connects, starts data transfer and interrogates the station; after that the station reports by itself, and `every` of a point has no \
      meaning. Units are acknowledged only when their samples are settled, so that the station keeps what could still be lost; what it sends \
      again after a new connection is recognised by address, value and time, and not taken twice. Samples carry the station's time with its \
      invalid and summer-time bits; without one they carry the time of reception, marked substituted. While the journal is full the connection \
      is closed once and stays closed until there is room: the station keeps its events.""";

  private static final String SEMANTICS_101 = """
      Unbalanced, each station gets its turn: class 1 polls while it says that it has such data, at most `classOneBurst` of them, then one class 2 \
      poll, then the next station; so a chatty one does not starve its neighbours. A station is polled again only when what it sent is settled, \
      because that poll tells it that its data arrived. Balanced, what came is acknowledged when it is settled. Otherwise as iec104.""";

  private Keys() {}

  /** What both links have. */
  static List<Parameter> common() {
    return List.of(ORIGINATOR, INTERROGATION, GROUPS, COUNTERS, COUNTER_MODE, CLOCK_SYNC, FILES, ZONE, CONFIRM, TERMINATION);
  }

  static List<Parameter> channel104() {
    List<Parameter> all = new ArrayList<>(List.of(HOST, TCP_PORT, K, W, T0, T1, T2, T3, LOST_AFTER));
    all.addAll(TLS);
    all.addAll(common());
    return all;
  }

  static List<Parameter> channel101() {
    List<Parameter> all = new ArrayList<>(List.of(SERIAL_PORT, SERIAL, RS485, MODE, LINK_BYTES, CAUSE_BYTES, COMMON_BYTES, OBJECT_BYTES, TIMEOUT,
        RETRIES, PAUSE, BURST, LINK_TEST, LOST_AFTER, CLOCK_DELAY));
    all.addAll(common());
    return all;
  }

  /** Channel types for people and machines. */
  public static List<Descriptor> channelTypes() {
    return List.of(new Descriptor(IEC104, "IEC 60870-5-104, one connection to one controlled station or concentrator.", SEMANTICS_104,
        "rtu: {type: iec104, host: 10.1.0.7}", channel104()),
        new Descriptor(IEC101, "IEC 60870-5-101 on a serial port of this machine, unbalanced or balanced.", SEMANTICS_101,
            "bus1: {type: iec101, port: /dev/ttyS1, serial: 9600-8E1}", channel101()));
  }

  /** Settings of a device. */
  public static List<Parameter> device() {
    return List.of(STATION, LINK, ZONE);
  }

  /** Settings of a point. */
  public static List<Parameter> point() {
    return List.of(COMMAND);
  }
}
