package io.busbar.iec60870.codec;

import io.busbar.api.data.Quality;
import java.util.Locale;

/** Units for people, for a trace: {@code M_DP_TB_1 spontaneous, station 3: 1001 = 2 at 14:03:02.120}. */
public final class AsduText {
  private static final int MAX_OBJECTS = 4;

  private AsduText() {}

  /** One line about a unit, also about one that is wrong. Allocates. */
  public static String of(AsduFormat format, byte[] bytes, int offset, int length) {
    AsduReader reader = new AsduReader(format);
    Verdict verdict = reader.wrap(bytes, offset, length);
    if (verdict == Verdict.NO_HEADER || verdict == Verdict.TOO_LONG) {
      return "a unit " + verdict.words();
    }
    TypeId type = reader.type();
    StringBuilder text = new StringBuilder(type == null ? "type " + reader.typeCode() : type.name()).append(' ')
        .append(CauseOfTransmission.text(reader.cause())).append(reader.isNegative() ? " negative" : "").append(reader.isTest() ? " test" : "")
        .append(", station ").append(reader.commonAddress());
    if (type == null || verdict != Verdict.OK) {
      return text.append(": ").append(verdict.words()).toString();
    }
    InformationObject object = new InformationObject();
    int shown = 0;
    while (shown < MAX_OBJECTS && reader.next(object)) {
      text.append(shown++ == 0 ? ": " : ", ").append(object(type, object));
    }
    return reader.count() > shown ? text.append(" and ").append(reader.count() - shown).append(" more").toString() : text.toString();
  }

  private static String object(TypeId type, InformationObject object) {
    StringBuilder text = new StringBuilder().append(object.address);
    if (type.isMonitor()) {
      text.append(" = ").append(value(type.element(), object.value));
      text.append(object.quality == Quality.GOOD ? "" : " " + Quality.text(object.quality));
    } else if (type.isCommand()) {
      text.append(object.select ? " select " : " execute ").append(value(type.element(), object.value));
    } else if (type.element() == Element.QUALIFIER || type.element() == Element.INITIALISED) {
      text.append(" qualifier ").append(object.qualifier);
    }
    if (type.timeTag() == TimeTag.CP56 || type.element() == Element.CLOCK) {
      text.append(String.format(Locale.ROOT, " at %02d-%02d %02d:%02d:%02d.%03d%s", Cp56.month(object.time), Cp56.day(object.time),
          Cp56.hour(object.time), Cp56.minute(object.time), Cp56.millis(object.time) / 1000, Cp56.millis(object.time) % 1000,
          Cp56.isInvalid(object.time) ? " invalid" : ""));
    }
    return text.toString();
  }

  private static String value(Element element, long value) {
    return switch (element) {
      case SHORT_FLOAT, SET_FLOAT -> Float.toString(Float.intBitsToFloat((int) value));
      case NORMALISED, NORMALISED_BARE, SET_NORMALISED -> Double.toString(value / 32768.0);
      case STEP -> (byte) value + ((value & 0x100) != 0 ? " in transit" : "");
      default -> Long.toString(value);
    };
  }
}
