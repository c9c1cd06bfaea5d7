package io.busbar.sim.device;

import io.busbar.sim.codec.DataModel;
import io.busbar.sim.codec.ExceptionCode;
import io.busbar.sim.codec.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The four tables of one device. Only ranges that were defined exist; anything else is exception 02. Places are given in Modicon
 * notation with five digits (40101 is holding register address 100). Multi-register values are big-endian, high word first.
 */
public final class RegisterImage implements DataModel {
  /** Most scan counters in one image. */
  private static final int MAX_COUNTERS = 16;
  private final Map<Table, int[]> cells = new EnumMap<>(Table.class);
  private final Map<Table, boolean[]> exists = new EnumMap<>(Table.class);
  private final List<Integer> scanCounters = new ArrayList<>();
  private final WriteHandler handler;

  /** What the device does with a write that the map allows. */
  public interface WriteHandler {
    /** A coil was written; {@code place} in Modicon notation. Answers an exception code. */
    int coilWritten(int place, boolean value);

    /** A holding register is about to be written. Answers an exception code; on success the image takes the value. */
    int registersWritten(int firstPlace, int count, byte[] values);
  }

  /** An empty image. */
  public RegisterImage(WriteHandler handler) {
    this.handler = handler;
    for (Table table : Table.values()) {
      cells.put(table, new int[10_000]);
      exists.put(table, new boolean[10_000]);
    }
  }

  /** Makes {@code count} places exist, from {@code firstPlace} on. */
  public void define(int firstPlace, int count) {
    boolean[] present = exists(tableOf(firstPlace));
    for (int i = 0; i < count; i++) {
      present[addressOf(firstPlace) + i] = true;
    }
  }

  /** Defines a uint32 that counts the read replies which cover both of its registers. */
  public void defineScanCounter(int place) {
    if (scanCounters.size() == MAX_COUNTERS) {
      throw new IllegalStateException("more than " + MAX_COUNTERS + " scan counters in one device");
    }
    define(place, 2);
    scanCounters.add(place);
  }

  /** Sets a bit. */
  public void putBit(int place, boolean value) {
    cells(tableOf(place))[addressOf(place)] = value ? 1 : 0;
  }

  /** Sets a 16-bit register to the value rounded and saturated, signed from -32,768 or unsigned to 65,535. */
  public void putInt16(int place, double value) {
    put16(place, (int) Math.max(Short.MIN_VALUE, Math.min(0xFFFF, Math.round(value))));
  }

  /** Sets two registers to an unsigned 32-bit number. */
  public void putUint32(int place, long value) {
    put16(place, (int) (value >>> 16));
    put16(place + 1, (int) value);
  }

  /** Sets four registers to a 64-bit number. */
  public void putUint64(int place, long value) {
    putUint32(place, value >>> 32);
    putUint32(place + 2, value & 0xFFFF_FFFFL);
  }

  /** Sets two registers to an IEEE 754 single. */
  public void putFloat32(int place, double value) {
    putUint32(place, Float.floatToIntBits((float) value) & 0xFFFF_FFFFL);
  }

  private void put16(int place, int value) {
    cells(tableOf(place))[addressOf(place)] = value & 0xFFFF;
  }

  /** A register as the client would read it, 0 to 65,535, or a bit, 0 or 1. */
  public int get(int place) {
    return cells(tableOf(place))[addressOf(place)];
  }

  @Override
  public int readBits(Table table, int start, int count, byte[] out, int offset) {
    if (!present(table, start, count)) {
      return ExceptionCode.ILLEGAL_DATA_ADDRESS;
    }
    int[] bits = cells(table);
    for (int i = 0; i < count; i++) {
      out[offset + i / 8] |= (byte) (bits[start + i] << (i % 8));
    }
    return ExceptionCode.NONE;
  }

  @Override
  public int readRegisters(Table table, int start, int count, byte[] out, int offset) {
    if (!present(table, start, count)) {
      return ExceptionCode.ILLEGAL_DATA_ADDRESS;
    }
    countScan(table, start, count);
    int[] registers = cells(table);
    for (int i = 0; i < count; i++) {
      out[offset + 2 * i] = (byte) (registers[start + i] >> 8);
      out[offset + 2 * i + 1] = (byte) registers[start + i];
    }
    return ExceptionCode.NONE;
  }

  private void countScan(Table table, int start, int count) {
    int[] registers = cells(table);
    for (int place : scanCounters) {
      int at = addressOf(place);
      if (tableOf(place) == table && at >= start && at + 2 <= start + count) {
        long next = (((long) registers[at] << 16) | registers[at + 1]) + 1;
        registers[at] = (int) (next >>> 16) & 0xFFFF;
        registers[at + 1] = (int) next & 0xFFFF;
      }
    }
  }

  @Override
  public int writeBits(int start, int count, byte[] packed) {
    if (!present(Table.COILS, start, count)) {
      return ExceptionCode.ILLEGAL_DATA_ADDRESS;
    }
    for (int i = 0; i < count; i++) {
      int exception = handler.coilWritten(Table.COILS.modicon(start + i), ((packed[i / 8] >> (i % 8)) & 1) != 0);
      if (exception != ExceptionCode.NONE) {
        return exception;
      }
    }
    return ExceptionCode.NONE;
  }

  @Override
  public int writeRegisters(int start, int count, byte[] values) {
    if (!present(Table.HOLDING_REGISTERS, start, count)) {
      return ExceptionCode.ILLEGAL_DATA_ADDRESS;
    }
    int exception = handler.registersWritten(Table.HOLDING_REGISTERS.modicon(start), count, values);
    if (exception == ExceptionCode.NONE) {
      int[] registers = cells(Table.HOLDING_REGISTERS);
      for (int i = 0; i < count; i++) {
        registers[start + i] = ((values[2 * i] & 0xFF) << 8) | (values[2 * i + 1] & 0xFF);
      }
    }
    return exception;
  }

  private boolean present(Table table, int start, int count) {
    boolean[] present = exists(table);
    for (int i = start; i < start + count; i++) {
      if (i >= present.length || !present[i]) {
        return false;
      }
    }
    return true;
  }

  private int[] cells(Table table) {
    return Objects.requireNonNull(cells.get(table));
  }

  private boolean[] exists(Table table) {
    return Objects.requireNonNull(exists.get(table));
  }

  private static Table tableOf(int place) {
    return switch (place / 10_000) {
      case 0 -> Table.COILS;
      case 1 -> Table.DISCRETE_INPUTS;
      case 3 -> Table.INPUT_REGISTERS;
      case 4 -> Table.HOLDING_REGISTERS;
      default -> throw new IllegalArgumentException(place + " is no Modicon place of five digits");
    };
  }

  private static int addressOf(int place) {
    return place % 10_000 - 1;
  }
}
