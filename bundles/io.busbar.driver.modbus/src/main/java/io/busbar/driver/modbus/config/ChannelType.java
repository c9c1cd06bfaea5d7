package io.busbar.driver.modbus.config;

import org.jspecify.annotations.Nullable;

/** The three ways in which Modbus comes. */
public enum ChannelType {
  /** Modbus TCP. */
  TCP("modbus-tcp"),
  /** RTU on a serial port. */
  RTU("modbus-rtu"),
  /** RTU frames on a TCP connection. */
  RTU_OVER_TCP("modbus-rtu-over-tcp");

  private final String word;

  ChannelType(String word) {
    this.word = word;
  }

  /** As written in {@code type:}. */
  public String word() {
    return word;
  }

  /** The type with that word; null if there is none. */
  public static @Nullable ChannelType ofWord(String text) {
    for (ChannelType type : values()) {
      if (type.word.equals(text)) {
        return type;
      }
    }
    return null;
  }
}
