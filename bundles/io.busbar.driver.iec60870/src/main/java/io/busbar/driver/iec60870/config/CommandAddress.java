package io.busbar.driver.iec60870.config;

import io.busbar.api.describe.Nearest;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.describe.ParameterType;
import io.busbar.iec60870.codec.Element;
import io.busbar.iec60870.codec.TimeTag;
import io.busbar.iec60870.codec.TypeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where commands for a point go: {@code 5001 double select timed}.
 *
 * @param address of the information object
 * @param type of the command
 * @param select whether a select must come before
 * @param parameter KPA of a parameter of a measured value: 1 threshold, 2 smoothing, 3 low limit, 4 high limit; 0 for a command
 * @param terminated whether the station ends a command with a termination
 */
public record CommandAddress(int address, TypeId type, boolean select, int parameter, boolean terminated) {
  private static final Map<String, Element> WORDS = new LinkedHashMap<>();
  private static final List<String> OPTIONS = List.of("select", "timed", "unterminated");
  /** Parameters of measured values in the order of their KPA, IEC 60870-5-101 §7.2.6.24. */
  private static final List<String> PARAMETERS = List.of("threshold", "smoothing", "lowLimit", "highLimit");
  private static final Map<Element, TypeId> PARAMETER_TYPES = Map.of(Element.SET_NORMALISED, TypeId.P_ME_NA_1, Element.SET_SCALED, TypeId.P_ME_NB_1,
      Element.SET_FLOAT, TypeId.P_ME_NC_1);

  static {
    WORDS.put("single", Element.SINGLE_COMMAND);
    WORDS.put("double", Element.DOUBLE_COMMAND);
    WORDS.put("step", Element.STEP_COMMAND);
    WORDS.put("normalised", Element.SET_NORMALISED);
    WORDS.put("scaled", Element.SET_SCALED);
    WORDS.put("float", Element.SET_FLOAT);
    WORDS.put("bitstring", Element.SET_BITSTRING);
  }

  /** An address or null, and what is wrong with the text. */
  public record Parsed(@Nullable CommandAddress value, String complaint) {}

  /** Reads {@code 5001 double select}. */
  public static Parsed parse(String text, int maxAddress) {
    List<String> words = List.of(text.strip().split("\\s+"));
    double address = ParameterText.number(ParameterType.INTEGER, words.get(0));
    String forms = " Write the object address, one of " + String.join(", ", WORDS.keySet()) + ", and if they apply: select (the station wants a"
        + " select first), timed (with time tag), unterminated (the station sends no termination); or,"
        + " for a parameter of a measured value, "
        + String.join(", ", PARAMETERS) + ". For example 5001 double select, 2001 float threshold.";
    if (Double.isNaN(address) || address < 0 || address > maxAddress) {
      return new Parsed(null, "\"" + text + "\" does not begin with an object address, 0 to " + maxAddress + "." + forms);
    }
    if (words.size() < 2) {
      return new Parsed(null, "\"" + text + "\" does not say which command it is." + forms);
    }
    Element element = WORDS.get(words.get(1));
    if (element == null) {
      return new Parsed(null, "\"" + words.get(1) + "\" is not a command." + Nearest.hint(words.get(1), WORDS.keySet()) + forms);
    }
    if (words.size() == 3 && PARAMETERS.contains(words.get(2))) {
      TypeId parameter = PARAMETER_TYPES.get(element);
      return parameter == null ? new Parsed(null, "\"" + words.get(2) + "\" is a parameter of a measured value: write normalised, scaled or float"
          + " before it.") : new Parsed(new CommandAddress((int) address, parameter, false, PARAMETERS.indexOf(words.get(2)) + 1, false), "");
    }
    List<String> options = new ArrayList<>(words.subList(2, words.size()));
    for (String option : options) {
      if (!OPTIONS.contains(option)) {
        return new Parsed(null, "\"" + option + "\" is not known." + Nearest.hint(option, OPTIONS) + forms);
      }
    }
    if (element == Element.SET_BITSTRING && options.contains("select")) {
      return new Parsed(null, "a bitstring command has no select bit. Write it without \"select\".");
    }
    TypeId type = Objects.requireNonNull(TypeId.of(element, options.contains("timed") ? TimeTag.CP56 : TimeTag.NONE));
    return new Parsed(new CommandAddress((int) address, type, options.contains("select"), 0, !options.contains("unterminated")), "");
  }
}
