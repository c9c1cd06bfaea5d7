package io.busbar.driver.modbus.wire;

import com.ghgande.j2mod.modbus.msg.ExceptionResponse;
import com.ghgande.j2mod.modbus.msg.MaskWriteRegisterRequest;
import com.ghgande.j2mod.modbus.msg.ModbusMessage;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import com.ghgande.j2mod.modbus.msg.ReadCoilsRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputDiscretesRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.WriteCoilRequest;
import com.ghgande.j2mod.modbus.msg.WriteMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.WriteSingleRegisterRequest;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import io.busbar.driver.modbus.codec.Table;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one place that uses j2mod: builds requests, decodes messages for people. Its exceptions end here. Stateless. */
public final class J2modMessages {
  private J2modMessages() {}

  /** The PDU of a read of 1 to 125 registers or 1 to 2,000 bits. */
  public static byte[] read(Table table, int offset, int count) {
    return pdu(switch (table) {
      case COIL -> new ReadCoilsRequest(offset, count);
      case DISCRETE -> new ReadInputDiscretesRequest(offset, count);
      case INPUT -> new ReadInputRegistersRequest(offset, count);
      case HOLDING -> new ReadMultipleRegistersRequest(offset, count);
    });
  }

  /** The PDU that writes one coil (function 5). */
  public static byte[] writeCoil(int offset, boolean on) {
    return pdu(new WriteCoilRequest(offset, on));
  }

  /** The PDU that writes one register (function 6). */
  public static byte[] writeRegister(int offset, int value) {
    return pdu(new WriteSingleRegisterRequest(offset, new SimpleRegister(value)));
  }

  /** The PDU that writes neighbouring registers (function 16), given as bytes in the order of the wire. */
  public static byte[] writeRegisters(int offset, byte[] values) {
    Register[] registers = new Register[values.length / 2];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = new SimpleRegister(values[2 * i], values[2 * i + 1]);
    }
    return pdu(new WriteMultipleRegistersRequest(offset, registers));
  }

  /** The PDU that changes some bits of one register (function 22): the register becomes (register AND keep) OR (set AND NOT keep). */
  public static byte[] maskRegister(int offset, int keep, int set) {
    return pdu(new MaskWriteRegisterRequest(offset, keep, set));
  }

  private static byte[] pdu(ModbusRequest request) {
    byte[] data = request.getMessage();
    byte[] pdu = new byte[data.length + 1];
    pdu[0] = (byte) request.getFunctionCode();
    System.arraycopy(data, 0, pdu, 1, data.length);
    return pdu;
  }

  /**
   * The name of a message as j2mod knows it, with its data where j2mod can decode it; for functions that this driver
   * does not send itself.
   *
   * @param unit address in front of it
   * @param bytes where the PDU is
   */
  public static String name(boolean request, int unit, byte[] bytes, int offset, int length) {
    ModbusMessage message = decode(request, unit, bytes, offset, length);
    int function = bytes[offset] & 0xFF;
    if (message == null || message instanceof ExceptionResponse) {
      return String.format("function %02d", function & 0x7F);
    }
    String name = message.getClass().getSimpleName().replaceFirst("(Request|Response)$", "");
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static @Nullable ModbusMessage decode(boolean request, int unit, byte[] bytes, int offset, int length) {
    byte[] message = new byte[length + 1];
    message[0] = (byte) unit;
    System.arraycopy(bytes, offset, message, 1, length);
    int function = bytes[offset] & 0xFF;
    try {
      ModbusMessage decoded = request ? ModbusRequest.createModbusRequest(function) : ModbusResponse.createModbusResponse(function);
      if (decoded instanceof com.ghgande.j2mod.modbus.msg.ModbusMessageImpl headless) {
        headless.setHeadless();
      }
      decoded.readFrom(new DataInputStream(new ByteArrayInputStream(message)));
      return decoded;
    } catch (IOException | RuntimeException expected) {
      // j2mod throws unchecked exceptions for what it does not like; for a trace that means "not decoded".
      return null;
    }
  }
}
