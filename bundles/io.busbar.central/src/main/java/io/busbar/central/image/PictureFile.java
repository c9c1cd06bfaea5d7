package io.busbar.central.image;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.journal.StreamId;
import io.busbar.api.view.PointRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The present picture as bytes, so that a point that reports once a year is still there after a restart, when its record
 * has long been freed. The content is written with {@link DataOutputStream} and deflated:
 *
 * <pre>
 *  0 … 3   magic "BBP3"
 *  4 … 7   CRC-32C of what follows
 *  8 …     deflated: gateways n, each: name, epoch, newest live time, position and row of the newest event,
 *          devices n, each: name, state, reason, state's time,
 *          position and row, time of loss, points n, each: id, kind, bits, blob, quality, source time, time quality,
 *          gateway time, receive time, cause, stream, position, row;
 *          then events n, newest first, each as the page shows it
 * </pre>
 */
final class PictureFile {
  private static final int MAGIC = 0x42425033;
  private static final int HEAD_BYTES = 8;
  private static final int MAX_TEXT_CHARS = 2_000;

  private PictureFile() {}

  /** Gateways as bytes. */
  static byte[] write(Collection<GatewayPicture> gateways, Collection<PointRow> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeInt(gateways.size());
      for (GatewayPicture gateway : gateways) {
        write(gateway, out);
      }
      EventRows.write(events, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    byte[] content = bytes.toByteArray();
    return ByteBuffer.allocate(HEAD_BYTES + content.length).putInt(MAGIC).putInt(checksum(content)).put(content).array();
  }

  private static void write(GatewayPicture gateway, DataOutputStream out) throws IOException {
    out.writeUTF(gateway.name);
    out.writeLong(gateway.epoch);
    out.writeLong(gateway.newestLiveNs);
    out.writeLong(gateway.eventPosition);
    out.writeInt(gateway.eventRow);
    out.writeInt(gateway.devices.size());
    for (DeviceEntry device : gateway.devices.values()) {
      text(device.name, out);
      out.writeByte(List.of(DeviceState.values()).indexOf(device.state));
      text(device.reason, out);
      out.writeLong(device.stateNs);
      out.writeLong(device.statePosition);
      out.writeInt(device.stateRow);
      out.writeLong(device.lostNs);
    }
    Map<Integer, PointEntry> seen = gateway.seen();
    out.writeInt(seen.size());
    for (Map.Entry<Integer, PointEntry> point : seen.entrySet()) {
      out.writeInt(point.getKey());
      write(point.getValue(), out);
    }
  }

  private static void write(PointEntry point, DataOutputStream out) throws IOException {
    StreamId stream = point.stream;
    out.writeByte(point.kind.code());
    out.writeLong(point.bits);
    text(point.blob, out);
    out.writeInt(point.quality);
    out.writeLong(point.sourceNs);
    out.writeByte(point.timeQuality);
    out.writeLong(point.gatewayNs);
    out.writeLong(point.receivedNs);
    out.writeByte(point.cause);
    out.writeByte(stream == null ? StreamId.EVENTS.code() : stream.code());
    out.writeLong(point.position);
    out.writeInt(point.row);
  }

  static void text(String text, DataOutputStream out) throws IOException {
    out.writeUTF(text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS));
  }

  /**
   * Puts what the bytes hold into the gateways that are in the same epoch still.
   *
   * @param events takes the list of events, newest first
   * @return false if the bytes are damaged; then part of them may have been taken, each point whole
   */
  static boolean read(byte[] bytes, Map<String, GatewayPicture> gateways, List<PointRow> events) {
    if (bytes.length < HEAD_BYTES) {
      return false;
    }
    ByteBuffer head = ByteBuffer.wrap(bytes);
    byte[] content = Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
    if (head.getInt() != MAGIC || head.getInt() != checksum(content)) {
      return false;
    }
    try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(content)))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        read(in, gateways);
      }
      EventRows.read(in, events);
      return true;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  private static void read(DataInputStream in, Map<String, GatewayPicture> gateways) throws IOException {
    String name = in.readUTF();
    long epoch = in.readLong();
    GatewayPicture known = gateways.get(name);
    // What is of another epoch is read and left.
    GatewayPicture gateway = known != null && known.epoch == epoch ? known : new GatewayPicture(name, epoch, new Dictionary());
    gateway.newestLiveNs = in.readLong();
    gateway.eventPosition = in.readLong();
    gateway.eventRow = in.readInt();
    int devices = in.readInt();
    for (int i = 0; i < devices; i++) {
      String deviceName = in.readUTF();
      // A device that was retired since the picture was saved is read and left.
      DeviceEntry device = gateway.devices.getOrDefault(deviceName, new DeviceEntry(deviceName));
      device.state = DeviceState.ofCode(in.readByte());
      device.reason = in.readUTF();
      device.stateNs = in.readLong();
      device.statePosition = in.readLong();
      device.stateRow = in.readInt();
      device.lostNs = in.readLong();
    }
    int points = in.readInt();
    for (int i = 0; i < points; i++) {
      PointEntry point = gateway.entry(in.readInt());
      read(in, point == null ? PointEntry.unknown() : point);
    }
  }

  private static void read(DataInputStream in, PointEntry point) throws IOException {
    point.kind = Kind.ofCode(in.readByte());
    point.bits = in.readLong();
    point.blob = in.readUTF();
    point.quality = in.readInt();
    point.sourceNs = in.readLong();
    point.timeQuality = in.readByte();
    point.gatewayNs = in.readLong();
    point.receivedNs = in.readLong();
    point.cause = in.readByte();
    point.stream = StreamId.ofCode(in.readByte());
    point.position = in.readLong();
    point.row = in.readInt();
    point.seen = true;
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return (int) crc.getValue();
  }
}
