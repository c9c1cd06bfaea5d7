package io.busbar.driver.modbus.session;

import io.busbar.driver.modbus.codec.Crc16;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Answers requests as a device would: registers by offset, what is not there is exception 02. */
final class FakeDevice {
  final Map<Integer, Integer> registers = new TreeMap<>();
  final Map<Integer, Integer> writes = new HashMap<>();
  int unit = 7;
  long delayMs = 10;
  boolean silent;
  private final ScriptedLine line;
  private final boolean tcp;

  FakeDevice(ScriptedLine line, boolean tcp) {
    this.line = line;
    this.tcp = tcp;
    line.peer = this::asked;
  }

  void put(int offset, int... values) {
    for (int i = 0; i < values.length; i++) {
      registers.put(offset + i, values[i]);
    }
  }

  private void asked(byte[] frame) {
    if (!silent && frame[tcp ? 6 : 0] == unit) {
      line.arrives(delayMs, reply(frame));
    }
  }

  /** The frame that answers a request. */
  byte[] reply(byte[] frame) {
    byte[] pdu = tcp ? Arrays.copyOfRange(frame, 7, frame.length) : Arrays.copyOfRange(frame, 1, frame.length - 2);
    byte[] answer = answer(pdu);
    return tcp ? mbap(frame[0] << 8 | (frame[1] & 0xFF), unit, answer) : rtu(unit, answer);
  }

  private byte[] answer(byte[] pdu) {
    int offset = word(pdu, 1);
    if (pdu[0] == 16) {
      for (int i = 0; i < word(pdu, 3); i++) {
        registers.put(offset + i, word(pdu, 6 + 2 * i));
        writes.put(offset + i, word(pdu, 6 + 2 * i));
      }
      return Arrays.copyOf(pdu, 5);
    }
    int count = word(pdu, 3);
    boolean bits = pdu[0] <= 2;
    byte[] data = new byte[bits ? (count + 7) / 8 : 2 * count];
    for (int i = 0; i < count; i++) {
      Integer value = registers.get(offset + i);
      if (value == null) {
        return new byte[] {(byte) (pdu[0] | 0x80), 2};
      }
      if (bits) {
        data[i / 8] |= (byte) ((value & 1) << (i % 8));
      } else {
        data[2 * i] = (byte) (value >> 8);
        data[2 * i + 1] = (byte) (int) value;
      }
    }
    byte[] answer = new byte[data.length + 2];
    answer[0] = pdu[0];
    answer[1] = (byte) data.length;
    System.arraycopy(data, 0, answer, 2, data.length);
    return answer;
  }

  static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  static byte[] mbap(int transaction, int unit, byte[] pdu) {
    byte[] frame = new byte[7 + pdu.length];
    frame[0] = (byte) (transaction >> 8);
    frame[1] = (byte) transaction;
    frame[4] = (byte) ((pdu.length + 1) >> 8);
    frame[5] = (byte) (pdu.length + 1);
    frame[6] = (byte) unit;
    System.arraycopy(pdu, 0, frame, 7, pdu.length);
    return frame;
  }

  static byte[] rtu(int unit, byte[] pdu) {
    byte[] frame = new byte[pdu.length + 3];
    frame[0] = (byte) unit;
    System.arraycopy(pdu, 0, frame, 1, pdu.length);
    int sum = Crc16.of(frame, 0, pdu.length + 1);
    frame[pdu.length + 1] = (byte) sum;
    frame[pdu.length + 2] = (byte) (sum >> 8);
    return frame;
  }
}
