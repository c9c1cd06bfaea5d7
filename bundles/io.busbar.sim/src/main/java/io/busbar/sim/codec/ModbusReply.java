package io.busbar.sim.codec;

import java.util.Arrays;

/**
 * One reply PDU.
 *
 * @param pdu       the bytes, from the function code on
 * @param exception {@link ExceptionCode#NONE} for a normal reply
 */
public record ModbusReply(byte[] pdu, int exception) {
  private static final int MAX_PDU_BYTES = 253;
  private static final int EXCEPTION_BIT = 0x80;

  /** Carries out a request on a device and builds the reply (MODBUS Application Protocol V1.1b3 §6). */
  public static ModbusReply answer(ModbusRequest request, DataModel device) {
    if (request.exception() != ExceptionCode.NONE) {
      return refusal(request.function(), request.exception());
    }
    return switch (request.function()) {
      case 1 -> bits(request, Table.COILS, device);
      case 2 -> bits(request, Table.DISCRETE_INPUTS, device);
      case 3 -> registers(request, Table.HOLDING_REGISTERS, device);
      case 4 -> registers(request, Table.INPUT_REGISTERS, device);
      case 5, 15 -> written(request, device.writeBits(request.start(), request.count(), request.values()));
      case ModbusRequest.MASK_REGISTER -> masked(request, device);
      default -> written(request, device.writeRegisters(request.start(), request.count(), request.values()));
    };
  }

  /** An exception reply. */
  public static ModbusReply refusal(int function, int exception) {
    return new ModbusReply(new byte[] {(byte) (function | EXCEPTION_BIT), (byte) exception}, exception);
  }

  private static ModbusReply bits(ModbusRequest request, Table table, DataModel device) {
    byte[] out = new byte[MAX_PDU_BYTES];
    int exception = device.readBits(table, request.start(), request.count(), out, 2);
    return read(request, out, (request.count() + 7) / 8, exception);
  }

  private static ModbusReply registers(ModbusRequest request, Table table, DataModel device) {
    byte[] out = new byte[MAX_PDU_BYTES];
    int exception = device.readRegisters(table, request.start(), request.count(), out, 2);
    return read(request, out, request.count() * 2, exception);
  }

  private static ModbusReply read(ModbusRequest request, byte[] out, int bytes, int exception) {
    if (exception != ExceptionCode.NONE) {
      return refusal(request.function(), exception);
    }
    out[0] = (byte) request.function();
    out[1] = (byte) bytes;
    return new ModbusReply(Arrays.copyOf(out, 2 + bytes), ExceptionCode.NONE);
  }

  private static ModbusReply masked(ModbusRequest request, DataModel device) {
    byte[] register = new byte[2];
    int exception = device.readRegisters(Table.HOLDING_REGISTERS, request.start(), 1, register, 0);
    byte[] masks = request.values();
    for (int i = 0; i < register.length; i++) {
      register[i] = (byte) ((register[i] & masks[i]) | (masks[i + 2] & ~masks[i]));
    }
    exception = exception == ExceptionCode.NONE ? device.writeRegisters(request.start(), 1, register) : exception;
    if (exception != ExceptionCode.NONE) {
      return refusal(request.function(), exception);
    }
    byte[] echo = {ModbusRequest.MASK_REGISTER, (byte) (request.start() >> 8), (byte) request.start(), masks[0], masks[1], masks[2], masks[3]};
    return new ModbusReply(echo, ExceptionCode.NONE);
  }

  private static ModbusReply written(ModbusRequest request, int exception) {
    if (exception != ExceptionCode.NONE) {
      return refusal(request.function(), exception);
    }
    byte[] pdu = new byte[5];
    pdu[0] = (byte) request.function();
    pdu[1] = (byte) (request.start() >> 8);
    pdu[2] = (byte) request.start();
    switch (request.function()) {
      case 5 -> pdu[3] = (byte) (request.values()[0] == 0 ? 0 : 0xFF);
      case 6 -> System.arraycopy(request.values(), 0, pdu, 3, 2);
      default -> {
        pdu[3] = (byte) (request.count() >> 8);
        pdu[4] = (byte) request.count();
      }
    }
    return new ModbusReply(pdu, ExceptionCode.NONE);
  }

  /** The data bytes of a read reply, without function code and byte count; empty for any other reply. */
  public byte[] data() {
    boolean read = exception == ExceptionCode.NONE && pdu[0] <= 4;
    return read ? Arrays.copyOfRange(pdu, 2, pdu.length) : new byte[0];
  }
}
