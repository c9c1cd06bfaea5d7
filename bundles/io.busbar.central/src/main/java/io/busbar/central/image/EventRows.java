package io.busbar.central.image;

import io.busbar.api.view.PointRow;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * The list of events as bytes: what stood on the page stands there again after a restart, also when central's journal has long freed
 * the records. Each row in the order of {@link PointRow}, without the raw reading, which central does not know.
 */
final class EventRows {
  private EventRows() {}

  static void write(Collection<PointRow> events, DataOutputStream out) throws IOException {
    out.writeInt(events.size());
    for (PointRow row : events) {
      PictureFile.text(row.gateway(), out);
      PictureFile.text(row.device(), out);
      PictureFile.text(row.point(), out);
      PictureFile.text(row.value(), out);
      out.writeDouble(row.number());
      PictureFile.text(row.unit(), out);
      out.writeInt(row.quality());
      PictureFile.text(row.reason(), out);
      out.writeByte(row.timeQuality());
      out.writeLong(row.periodMs());
      out.writeLong(row.sourceNs());
      out.writeLong(row.receivedNs());
      out.writeByte(row.cause());
      PictureFile.text(row.publish(), out);
    }
  }

  static void read(DataInputStream in, List<PointRow> events) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      events.add(new PointRow(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readDouble(), "", in.readUTF(), in.readInt(),
          in.readUTF(), in.readByte(), in.readLong(), in.readLong(), in.readLong(), in.readByte(), in.readUTF()));
    }
  }
}
