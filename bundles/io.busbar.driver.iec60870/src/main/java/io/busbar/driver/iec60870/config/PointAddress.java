package io.busbar.driver.iec60870.config;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Nearest;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.driver.InputType;
import io.busbar.iec60870.codec.Element;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a point is read: {@code 1001 single}.
 *
 * @param address of the information object
 * @param element that the station sends for it
 */
public record PointAddress(int address, Element element) {
  private static final Map<String, Element> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("single", Element.SINGLE);
    WORDS.put("double", Element.DOUBLE);
    WORDS.put("step", Element.STEP);
    WORDS.put("bitstring", Element.BITSTRING);
    WORDS.put("normalised", Element.NORMALISED);
    WORDS.put("scaled", Element.SCALED);
    WORDS.put("float", Element.SHORT_FLOAT);
    WORDS.put("counter", Element.COUNTER);
    WORDS.put("protection", Element.PROTECTION_EVENT);
    WORDS.put("protectionStart", Element.PROTECTION_START);
    WORDS.put("protectionOutput", Element.PROTECTION_OUTPUT);
    WORDS.put("packed", Element.PACKED_SINGLE);
    WORDS.put("files", Element.SEGMENT);
  }

  /** An address, or what is wrong with the text. */
  public record Parsed(PointAddress value, String complaint) {}

  /** Reads {@code 1001 single}. The complaint is empty if it is well written. */
  public static Parsed parse(String text, int maxAddress) {
    List<String> words = List.of(text.strip().split("\\s+"));
    double address = ParameterText.number(ParameterType.INTEGER, words.get(0));
    PointAddress fallback = new PointAddress(0, Element.SINGLE);
    String forms = " Write the object address and what the station sends there, one of " + String.join(", ", WORDS.keySet()) + ": 1001 single.";
    if (Double.isNaN(address) || address < 0 || address > maxAddress) {
      return new Parsed(fallback, "\"" + text + "\" does not begin with an object address, 0 to " + maxAddress + "." + forms);
    }
    if (words.size() != 2) {
      return new Parsed(fallback, "\"" + text + "\" is not understood." + forms);
    }
    Element element = WORDS.get(words.get(1));
    if (element == null) {
      return new Parsed(fallback, "\"" + words.get(1) + "\" is not known." + Nearest.hint(words.get(1), WORDS.keySet()) + forms);
    }
    return new Parsed(new PointAddress((int) address, element), "");
  }

  /** The word for an element: {@code single}; the element's own name if it is not one of a point. */
  public static String word(Element element) {
    Element wanted = element == Element.NORMALISED_BARE ? Element.NORMALISED : element;
    return WORDS.entrySet().stream().filter(entry -> entry.getValue() == wanted).map(Map.Entry::getKey).findFirst().orElse(element.name());
  }

  /** What it gives. */
  public InputType type() {
    return switch (element) {
      case SINGLE -> InputType.of(Kind.BOOLEAN);
      case DOUBLE, PROTECTION_EVENT -> InputType.of(Kind.DOUBLE_POINT);
      case STEP -> new InputType(Kind.STEP, -64, 63);
      case NORMALISED -> new InputType(Kind.DOUBLE, -1, 1);
      case SCALED -> new InputType(Kind.INT64, -32_768, 32_767);
      case SHORT_FLOAT -> InputType.of(Kind.FLOAT32);
      case COUNTER -> new InputType(Kind.INT64, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case SEGMENT -> InputType.of(Kind.BYTES);
      default -> InputType.of(Kind.UINT64);
    };
  }
}
