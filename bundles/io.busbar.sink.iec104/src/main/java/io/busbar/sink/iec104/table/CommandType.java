package io.busbar.sink.iec104.table;

import io.busbar.iec60870.codec.Element;
import java.util.Locale;

/** What the control centre may send to a point; each with and without time. */
public enum CommandType {
  SINGLE(Element.SINGLE_COMMAND),
  DOUBLE(Element.DOUBLE_COMMAND),
  STEP(Element.STEP_COMMAND),
  NORMALISED(Element.SET_NORMALISED),
  SCALED(Element.SET_SCALED),
  FLOAT(Element.SET_FLOAT),
  BITSTRING(Element.SET_BITSTRING);

  private final Element element;

  CommandType(Element element) {
    this.element = element;
  }

  /** What the command's object holds. */
  public Element element() {
    return element;
  }

  /** As it is written in the table. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
