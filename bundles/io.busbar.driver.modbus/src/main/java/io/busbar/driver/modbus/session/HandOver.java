package io.busbar.driver.modbus.session;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one version of the driver tells the next: where the transaction numbers are, so that a late reply of the old one
 * is not taken, and which events were offered and perhaps not settled yet, so that they do not come twice.
 *
 * <pre>
 *  0          1                  3              5
 *  | format 1 | transaction u16  | devices u16  | index int32, EventToken 17 bytes | …
 * </pre>
 *
 * @param transaction last transaction number; −1 if nothing was handed over
 * @param offeredByDevice last token offered, by device
 */
record HandOver(int transaction, Map<Integer, EventToken> offeredByDevice) {
  private static final byte FORMAT = 1;
  static final HandOver NONE = new HandOver(-1, Map.of());

  static HandOver of(int transaction, List<DeviceSession> devices) {
    Map<Integer, EventToken> offered = new HashMap<>();
    for (DeviceSession device : devices) {
      EventTask events = device.events();
      if (events != null && events.offered().isKnown()) {
        offered.put(device.index(), events.offered());
      }
    }
    return new HandOver(transaction, offered);
  }

  /** Reads bytes; what is of another format counts as nothing. */
  static HandOver parse(byte[] bytes) {
    if (bytes.length < 5 || bytes[0] != FORMAT) {
      return NONE;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    int transaction = buffer.getShort() & 0xFFFF;
    Map<Integer, EventToken> offered = new HashMap<>();
    try {
      for (int left = buffer.getShort() & 0xFFFF; left > 0; left--) {
        int index = buffer.getInt();
        byte[] token = new byte[EventToken.BYTES];
        buffer.get(token);
        offered.put(index, EventToken.of(token));
      }
    } catch (BufferUnderflowException cut) {
      return NONE;
    }
    return new HandOver(transaction, offered);
  }

  EventToken offered(int device) {
    return offeredByDevice.getOrDefault(device, EventToken.NONE);
  }

  byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(5 + offeredByDevice.size() * (4 + EventToken.BYTES));
    buffer.put(FORMAT).putShort((short) transaction).putShort((short) offeredByDevice.size());
    offeredByDevice.forEach((index, token) -> buffer.putInt(index).put(token.bytes()));
    return buffer.array();
  }
}
