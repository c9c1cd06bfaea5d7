package io.busbar.driver.modbus.config;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.driver.modbus.codec.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Every setting that this driver takes, with limits, default and meaning: the source of checks, help and schema. */
public final class Keys {
  static final Parameter HOST = Parameter.required("host", ParameterType.TEXT, "Name or address of the device or converter.");
  static final Parameter TCP_PORT = Parameter.optional("port", ParameterType.INTEGER, "502", "TCP port.").within(1, 65_535);
  static final Parameter SERIAL_PORT = Parameter.required("port", ParameterType.TEXT, "Device of the serial port: /dev/ttyS1.");
  static final Parameter SERIAL = Parameter.optional("serial", ParameterType.TEXT, "9600-8E1", "Baud rate, data bits, parity, stop bits.");
  static final Parameter RS485 = Parameter.optional("rs485", ParameterType.BOOLEAN, "false",
      "Whether the system's driver of the port switches the transmitter.");
  static final Parameter TIMEOUT = Parameter.optional("timeout", ParameterType.DURATION, "1s",
      "Longest wait for the begin of a reply, and for a TCP connection.").within(0.01, 30);
  static final Parameter RETRIES = Parameter.optional("retries", ParameterType.INTEGER, "2",
      "How often a read without reply is repeated at once. Writes are never repeated.").within(0, 10);
  static final Parameter LOST_AFTER = Parameter.optional("lostAfter", ParameterType.INTEGER, "3",
      "Failed tries in a row after which a device counts as lost.").within(1, 100);
  static final Parameter BACK_OFF = Parameter.optional("backOff", ParameterType.DURATION, "30s",
      "Longest pause between probes of a lost device, as far as deadShare allows.").within(1, 3_600);
  static final Parameter DEAD_SHARE = Parameter.optional("deadShare", ParameterType.NUMBER, "5",
      "Share of the line's time that all lost devices together may take.").within(0.1, 50).in("%");
  static final Parameter REQUEST_DELAY = Parameter.optional("requestDelay", ParameterType.DURATION, "0ms",
      "Pause between a reply and the next request; on RTU at least 3.5 characters.").within(0, 10);
  static final Parameter LATE_WINDOW = Parameter.optional("lateWindow", ParameterType.DURATION, "20% of timeout",
      "RTU: how late a reply may be that is waited out in silence after a time-out. A repeated request's time-out is shorter by as much.")
      .within(0, 10);
  static final Parameter MAX_REGISTERS = Parameter.optional("maxRegisters", ParameterType.INTEGER, "125", "Most registers in one request.")
      .within(1, 125);
  static final Parameter MAX_BITS = Parameter.optional("maxBits", ParameterType.INTEGER, "2000", "Most bits in one request.").within(1, 2_000);
  static final Parameter MAX_GAP = Parameter.optional("maxGap", ParameterType.INTEGER, "0",
      "Registers or bits that nobody wants but that are read to save a request.").within(0, 124);
  static final Parameter EVERY = Parameter.optional("every", ParameterType.DURATION, "1s", "Period of points that do not say theirs.")
      .within(0.01, 86_400);

  static final Parameter UNIT = Parameter.optional("unit", ParameterType.INTEGER, "1",
      "Address of the device: 1 to 247 on RTU, where it must be given; 0 to 255 on TCP.").within(0, 255);
  static final Parameter BASE = base("base", "Added to the offsets of the template's points: several devices, or parts of one, that are laid out "
      + "alike and begin at different addresses. Devices that share a unit must each say theirs.");
  static final Map<Table, Parameter> TABLE_BASES = Map.of(Table.HOLDING, base("holdingBase", "As base, for holding registers only."),
      Table.INPUT, base("inputBase", "As base, for input registers only."),
      Table.DISCRETE, base("discreteBase", "As base, for discrete inputs only."),
      Table.COIL, base("coilBase", "As base, for coils only."));

  static final Parameter ADDRESSING = Parameter.choice("addressing", true, List.of("modicon", "zeroBased"),
      "What a bare number means: modicon (40101 is holding register offset 100) or zeroBased (as in the request, a holding register).");
  static final Parameter ORDER = Parameter.choice("order", false, List.of("ABCD", "CDAB", "BADC", "DCBA"),
      "Order of bytes and words of values that do not say theirs; A is the most significant byte.");
  static final Parameter NOT_AVAILABLE = Parameter.optional("notAvailable", ParameterType.TEXT, "",
      "Patterns by which the device says that it has no value: 0xFFFF, or a value of the type, or several with commas.");
  static final Parameter EVENT = Parameter.optional("event", ParameterType.INTEGER, "",
      "Number of the point in the device's event records: its changes come from there, and it is read only at a start, after a loss and on "
          + "interrogation.").within(0, 65_535);
  static final Parameter WRITE = Parameter.optional("write", ParameterType.TEXT, "",
      "Where a command for the point is written: coil 2, or a holding register with its type. Without it the point takes no commands.");
  static final Parameter EVENTS = Parameter.optional("events", ParameterType.MAP, "",
      "The device's own event buffer: count, window, records, record, release, last, overflow, every, clock.");

  private static final List<Parameter> COMMON = List.of(TIMEOUT, RETRIES, LOST_AFTER, BACK_OFF, DEAD_SHARE, REQUEST_DELAY, MAX_REGISTERS,
      MAX_BITS, MAX_GAP, EVERY);
  private static final String SEMANTICS = """
      Polls every point with its own period; neighbours of one period are read in one request. Values carry the middle of the poll as \
      source time with time quality "poll" and cause periodic, interrogated for the first after a start or loss. A device without reply in \
      `lostAfter` tries is lost, by one record, and probed with back-off until it answers. A refused request is read in smaller parts until \
      only the missing register is left out.""";

  private Keys() {}

  static List<Parameter> of(ChannelType type) {
    List<Parameter> all = new ArrayList<>(type == ChannelType.RTU ? List.of(SERIAL_PORT, SERIAL, RS485) : List.of(HOST, TCP_PORT));
    all.addAll(COMMON);
    if (type != ChannelType.TCP) {
      all.add(LATE_WINDOW);
    }
    return all;
  }

  /** Channel types for people and machines. */
  public static List<Descriptor> channelTypes() {
    return List.of(
        new Descriptor("modbus-tcp", "Modbus TCP, one connection to one device or gateway.", SEMANTICS,
            "lan: {type: modbus-tcp, host: 10.1.0.7}", of(ChannelType.TCP)),
        new Descriptor("modbus-rtu", "Modbus RTU on a serial port of this machine.", SEMANTICS,
            "bus1: {type: modbus-rtu, port: /dev/ttyS1, serial: 9600-8E1}", of(ChannelType.RTU)),
        new Descriptor("modbus-rtu-over-tcp", "Modbus RTU frames through a serial converter on TCP.", SEMANTICS,
            "bus2: {type: modbus-rtu-over-tcp, host: 10.1.0.8, port: 4001}", of(ChannelType.RTU_OVER_TCP)));
  }

  private static Parameter base(String name, String help) {
    return Parameter.optional(name, ParameterType.INTEGER, "0", help).within(0, 65_535);
  }

  private static Parameter base(Table table) {
    return Objects.requireNonNull(TABLE_BASES.get(table));
  }

  /** Settings of a device. */
  public static List<Parameter> device() {
    return List.of(UNIT, BASE, base(Table.HOLDING), base(Table.INPUT), base(Table.DISCRETE), base(Table.COIL));
  }

  /** Settings of a template or point. */
  public static List<Parameter> point() {
    return List.of(ADDRESSING, ORDER, NOT_AVAILABLE, EVENT, WRITE, EVENTS);
  }
}
