package io.busbar.driver.modbus.codec;

import io.busbar.api.data.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What registers hold. */
public enum DataType {
  /** One cell of a bit table, or one bit of a register. */
  BOOL(0, Kind.BOOLEAN),
  /** Two's complement, one register. */
  INT16(1, Kind.INT64),
  /** Unsigned, one register. */
  UINT16(1, Kind.INT64),
  /** Two's complement, two registers. */
  INT32(2, Kind.INT64),
  /** Unsigned, two registers. */
  UINT32(2, Kind.INT64),
  /** Two's complement, four registers. */
  INT64(4, Kind.INT64),
  /** Unsigned, four registers. */
  UINT64(4, Kind.UINT64),
  /** IEEE 754 binary32, two registers. */
  FLOAT32(2, Kind.FLOAT32),
  /** IEEE 754 binary64, four registers. */
  FLOAT64(4, Kind.DOUBLE),
  /** Four decimal digits in one register. */
  BCD16(1, Kind.INT64),
  /** Eight decimal digits in two registers. */
  BCD32(2, Kind.INT64),
  /** Sixteen decimal digits in four registers. */
  BCD64(4, Kind.INT64),
  /** Two characters a register, ended by a zero byte or by its length. */
  STRING(0, Kind.TEXT);

  private final int registers;
  private final Kind kind;

  DataType(int registers, Kind kind) {
    this.registers = registers;
    this.kind = kind;
  }

  /** Registers of one value; 0 for {@link #BOOL} and {@link #STRING}. */
  public int registers() {
    return registers;
  }

  /** Kind of its samples. */
  public Kind kind() {
    return kind;
  }

  /** As written in {@code read:}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is binary-coded decimal. */
  public boolean isBcd() {
    return this == BCD16 || this == BCD32 || this == BCD64;
  }

  /** Whether it is a binary integer. */
  public boolean isInteger() {
    return switch (this) {
      case INT16, UINT16, INT32, UINT32, INT64, UINT64 -> true;
      default -> false;
    };
  }

  /** The type with that word; null if there is none. */
  public static @Nullable DataType ofWord(String text) {
    for (DataType type : values()) {
      if (text.equalsIgnoreCase(type.word())) {
        return type;
      }
    }
    return null;
  }

  /** All words. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (DataType type : values()) {
      words.add(type.word());
    }
    return words;
  }
}
