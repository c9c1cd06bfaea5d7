package io.busbar.driver.iec60870.master;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What one version of the driver tells the next: its devices, and where an open connection stands. The next one takes nothing from the line before
 * these devices are bound, for until then nobody would have what they send.
 *
 * <pre>
 *  0          1              3
 *  | format 1 | devices u16  | index int32, length u16, state (may be empty) | … | length u16, link (empty: none goes on) |
 * </pre>
 *
 * @param devices state of each by its index
 * @param link of the link; empty if the next one begins it anew
 */
record HandOver(Map<Integer, byte[]> devices, byte[] link) {
  static final HandOver NONE = new HandOver(Map.of(), new byte[0]);
  private static final int FORMAT = 1;

  /** Writes one part of a state. */
  interface Part {
    void write(DataOutputStream into) throws IOException;
  }

  /** The bytes of a part; memory does not fail. */
  static byte[] bytes(Part part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      part.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  byte[] bytes() {
    return bytes(out -> {
      out.writeByte(FORMAT);
      out.writeShort(devices.size());
      for (Map.Entry<Integer, byte[]> each : devices.entrySet()) {
        out.writeInt(each.getKey());
        out.writeShort(each.getValue().length);
        out.write(each.getValue());
      }
      out.writeShort(link.length);
      out.write(link);
    });
  }

  /** Reads bytes; what is of another format counts as nothing. */
  static HandOver parse(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (bytes.length < 5 || in.readUnsignedByte() != FORMAT) {
        return NONE;
      }
      Map<Integer, byte[]> devices = new HashMap<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        int index = in.readInt();
        devices.put(index, part(in));
      }
      return new HandOver(devices, part(in));
    } catch (IOException cut) {
      return NONE;
    }
  }

  private static byte[] part(DataInputStream in) throws IOException {
    byte[] part = new byte[in.readUnsignedShort()];
    in.readFully(part);
    return part;
  }
}
