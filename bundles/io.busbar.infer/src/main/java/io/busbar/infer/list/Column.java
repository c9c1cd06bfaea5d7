package io.busbar.infer.list;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a column can be, and the headings by which it is known. */
public enum Column {
  /** The device; needed unless a list is one device. */
  DEVICE("device", "ied", "rtu", "equipment", "asset", "feeder", "bay", "devicename", "iedname", "geraet", "service"),
  /** The point. */
  POINT("point", "name", "tag", "signal", "pointname", "tagname", "signalname", "variable", "label", "parameter", "path"),
  /** Where it is read. */
  ADDRESS("address", "addr", "register", "registeraddress", "reg", "ioa", "index", "offsetaddress", "startaddress", "modbusaddress"),
  /** Which of the driver's tables: holding, a function code. */
  TABLE("table", "registertype", "function", "functioncode", "fc", "area", "objecttype", "registertable"),
  /** How the value lies there: uint16. */
  TYPE("type", "datatype", "format", "dtype", "encoding", "decode", "valuetype"),
  /** Order of bytes: CDAB. */
  ORDER("order", "byteorder", "wordorder", "swap", "endianness"),
  /** Status, measurement, counter, alarm. */
  KIND("kind", "class", "category", "signaltype", "pointtype", "publish"),
  /** Engineering unit. */
  UNIT("unit", "units", "uom", "engineeringunit", "eu", "egu", "engunit", "engunits", "unitofmeasure"),
  /** Factor. */
  SCALE("scale", "factor", "multiplier", "gain", "resolution", "scaling", "scalefactor"),
  /** The value is divided by it. */
  DIVISOR("divisor", "divider", "dividefactor"),
  /** Added after the factor. */
  OFFSET("offset", "bias", "addend"),
  /** Poll period. */
  EVERY("every", "period", "poll", "pollperiod", "scan", "scanrate", "interval", "periodms", "pollms", "scanms"),
  /** Names of states. */
  STATES("states", "enum", "enumeration", "values", "statetext", "lookup"),
  /** Name of the line. */
  CHANNEL("channel", "bus", "line", "port", "network"),
  /** Its type. */
  PROTOCOL("protocol", "channeltype", "driver"),
  /** Address in the network. */
  HOST("host", "ip", "ipaddress", "hostname", "deviceip"),
  /** Its TCP port. */
  TCP_PORT("tcpport", "ipport"),
  /** Address of the device on its line. */
  SLAVE("slave", "slaveid", "unitid", "slaveaddress", "deviceaddress", "station", "stationaddress", "modbusid", "node", "nodeid");

  private final List<String> headings;

  Column(String... headings) {
    this.headings = List.of(headings);
  }

  /** Its name in {@code --columns}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** Which one a heading means, or null. */
  static @Nullable Column of(String heading) {
    String bare = bare(heading);
    for (Column each : values()) {
      if (each.headings.contains(bare)) {
        return each;
      }
    }
    return null;
  }

  /** Which one a word of {@code --columns} means, or null. */
  static @Nullable Column named(String word) {
    for (Column each : values()) {
      if (each.word().equals(bare(word))) {
        return each;
      }
    }
    return null;
  }

  static String bare(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
