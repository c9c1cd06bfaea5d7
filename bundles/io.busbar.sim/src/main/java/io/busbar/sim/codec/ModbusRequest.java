package io.busbar.sim.codec;

import java.util.Arrays;

/**
 * One request PDU, decoded and checked against the limits of its function.
 *
 * <pre>
 * 1 2 3 4   function(1) start(2) count(2)                         counts 1..2000 bits, 1..125 registers
 * 5         function(1) address(2) FF00 or 0000
 * 6         function(1) address(2) value(2)
 * 15        function(1) start(2) count(2) bytes(1) packed bits    1..1968 coils
 * 16        function(1) start(2) count(2) bytes(1) registers      1..123 registers
 * 22        function(1) address(2) and(2) or(2)
 * </pre>
 *
 * @param function  function code as received, 0 to 255
 * @param start     first address, 0 to 65,535
 * @param count     bits or registers
 * @param values    what a write writes, big-endian registers or packed bits; empty for a read
 * @param exception what is wrong with the request by itself, {@link ExceptionCode#NONE} when it may be tried
 */
public record ModbusRequest(int function, int start, int count, byte[] values, int exception) {
  /** Function code of Write Single Coil, whose value needs translation. */
  private static final int WRITE_COIL = 5;
  /** Function code of Mask Write Register, whose values are the bits that stay and the bits that are set. */
  static final int MASK_REGISTER = 22;
  private static final byte[] NOTHING = {};
  private static final int MAX_READ_BITS = 2_000;
  private static final int MAX_READ_REGISTERS = 125;
  private static final int MAX_WRITE_BITS = 1_968;
  private static final int MAX_WRITE_REGISTERS = 123;

  /**
   * Decodes a PDU.
   *
   * @param pdu    bytes that hold it
   * @param offset of its function code
   * @param length at least 1
   */
  public static ModbusRequest decode(byte[] pdu, int offset, int length) {
    int function = pdu[offset] & 0xFF;
    int start = length >= 3 ? u16(pdu, offset + 1) : 0;
    int word = length >= 5 ? u16(pdu, offset + 3) : 0;
    return switch (function) {
      case 1, 2 -> read(function, start, word, MAX_READ_BITS, length);
      case 3, 4 -> read(function, start, word, MAX_READ_REGISTERS, length);
      case WRITE_COIL -> writeCoil(start, word, length);
      case 6 -> length == 5
          ? new ModbusRequest(6, start, 1, Arrays.copyOfRange(pdu, offset + 3, offset + 5), ExceptionCode.NONE)
          : refused(6, start, 1, ExceptionCode.ILLEGAL_DATA_VALUE);
      case 15 -> writeMany(pdu, offset, length, (word + 7) / 8, MAX_WRITE_BITS);
      case 16 -> writeMany(pdu, offset, length, word * 2, MAX_WRITE_REGISTERS);
      case MASK_REGISTER -> length == 7
          ? new ModbusRequest(MASK_REGISTER, start, 1, Arrays.copyOfRange(pdu, offset + 3, offset + 7), ExceptionCode.NONE)
          : refused(MASK_REGISTER, start, 1, ExceptionCode.ILLEGAL_DATA_VALUE);
      default -> refused(function, start, word, ExceptionCode.ILLEGAL_FUNCTION);
    };
  }

  private static ModbusRequest read(int function, int start, int count, int limit, int length) {
    return length != 5 || count < 1 || count > limit
        ? refused(function, start, count, ExceptionCode.ILLEGAL_DATA_VALUE)
        : new ModbusRequest(function, start, count, NOTHING, rangeCheck(start, count));
  }

  private static ModbusRequest writeCoil(int start, int word, int length) {
    boolean valid = length == 5 && (word == 0xFF00 || word == 0);
    return valid
        ? new ModbusRequest(WRITE_COIL, start, 1, new byte[] {(byte) (word == 0 ? 0 : 1)}, ExceptionCode.NONE)
        : refused(WRITE_COIL, start, 1, ExceptionCode.ILLEGAL_DATA_VALUE);
  }

  private static ModbusRequest writeMany(byte[] pdu, int offset, int length, int wantedBytes, int limit) {
    int function = pdu[offset] & 0xFF;
    if (length < 6) {
      return refused(function, 0, 0, ExceptionCode.ILLEGAL_DATA_VALUE);
    }
    int start = u16(pdu, offset + 1);
    int count = u16(pdu, offset + 3);
    int bytes = pdu[offset + 5] & 0xFF;
    if (count < 1 || count > limit || bytes != wantedBytes || length != 6 + bytes) {
      return refused(function, start, count, ExceptionCode.ILLEGAL_DATA_VALUE);
    }
    byte[] values = Arrays.copyOfRange(pdu, offset + 6, offset + 6 + bytes);
    return new ModbusRequest(function, start, count, values, rangeCheck(start, count));
  }

  private static ModbusRequest refused(int function, int start, int count, int exception) {
    return new ModbusRequest(function, start, count, NOTHING, exception);
  }

  private static int rangeCheck(int start, int count) {
    return start + count > 0x1_0000 ? ExceptionCode.ILLEGAL_DATA_ADDRESS : ExceptionCode.NONE;
  }

  private static int u16(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  /** Whether the function changes the device. */
  public boolean isWrite() {
    return function == WRITE_COIL || function == 6 || function == 15 || function == 16 || function == MASK_REGISTER;
  }
}
