package io.busbar.iec60870.codec;

import io.busbar.api.data.Quality;
import java.util.HexFormat;

/** Units as the vector files write them. */
final class Dump {
  private Dump() {}

  static String header(AsduReader reader) {
    TypeId type = reader.type();
    return (type == null ? "type " + reader.typeCode() : type.name()) + " " + reader.cause() + (reader.isNegative() ? " N" : "")
        + (reader.isTest() ? " T" : "") + " oa " + reader.originator() + " ca " + reader.commonAddress();
  }

  static String objects(AsduReader reader) {
    StringBuilder text = new StringBuilder();
    InformationObject object = new InformationObject();
    while (reader.next(object)) {
      text.append(text.isEmpty() ? "" : ", ").append(object(object, reader.bytes()));
    }
    return text.toString();
  }

  private static String object(InformationObject o, byte[] bytes) {
    String segment = HexFormat.of().formatHex(bytes, o.segmentOffset, o.segmentOffset + o.segmentBytes);
    return o.address + " " + o.value + (o.quality == Quality.GOOD ? "" : " " + Quality.text(o.quality))
        + (o.select ? " select" : "") + (o.qualifier == 0 ? "" : " qualifier " + o.qualifier) + (o.sequence == 0 ? "" : " seq " + o.sequence)
        + (o.file == 0 ? "" : " file " + o.file) + (o.section == 0 ? "" : " section " + o.section)
        + (o.elapsedMs == 0 ? "" : " ms " + o.elapsedMs) + (o.time == 0 ? "" : " t 0x" + Long.toHexString(o.time))
        + (segment.isEmpty() ? "" : " segment " + segment);
  }
}
