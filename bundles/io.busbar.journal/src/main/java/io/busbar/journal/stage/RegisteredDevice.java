package io.busbar.journal.stage;

import io.busbar.api.data.Kind;
import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.journal.wire.ByteReader;
import io.busbar.journal.wire.ByteWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The identities of one device's points.
 *
 * <pre>
 *  +----------------+------------------+-----------+------------------------------------------------+
 *  | v(length) site | v(length) device | v(points) | points × v(length) name, v(id), kind, 8 digest |
 *  +----------------+------------------+-----------+------------------------------------------------+
 * </pre>
 */
final class RegisteredDevice {
  private final int number;
  private final String site;
  private final String device;
  private final Map<String, Point> points = new HashMap<>();

  RegisteredDevice(int number, String site, String device) {
    this.number = number;
    this.site = site;
    this.device = device;
  }

  /** Number in the registry, from 1. */
  int number() {
    return number;
  }

  String site() {
    return site;
  }

  String device() {
    return device;
  }

  @Nullable Point get(String point) {
    return points.get(point);
  }

  void put(String name, Point point) {
    points.put(name, point);
  }

  void forEach(BiConsumer<String, Point> action) {
    points.forEach(action);
  }

  byte[] toBytes() {
    ByteWriter out = new ByteWriter(64 + 24 * points.size());
    out.text(site);
    out.text(device);
    out.varint(points.size());
    points.forEach((name, point) -> {
      out.text(name);
      out.varint(point.id());
      out.u8(point.kind().code());
      out.i64(point.digest());
    });
    return out.toByteArray();
  }

  static RegisteredDevice parse(int number, byte[] state) throws MalformedRecordException {
    ByteReader in = new ByteReader(state);
    RegisteredDevice device = new RegisteredDevice(number, in.text(in.remaining()), in.text(in.remaining()));
    int n = in.varint(in.remaining(), "number of points");
    for (int i = 0; i < n; i++) {
      String name = in.text(in.remaining());
      int id = in.varint(Integer.MAX_VALUE, "identity");
      device.put(name.intern(), new Point(id, Kind.ofCode(in.varint(Kind.DEVICE_STATE.code(), "kind")), in.i64()));
    }
    return device;
  }

  /**
   * A point.
   *
   * @param id stable identity
   * @param kind of that identity
   * @param digest of its description
   */
  record Point(int id, Kind kind, long digest) {}
}
