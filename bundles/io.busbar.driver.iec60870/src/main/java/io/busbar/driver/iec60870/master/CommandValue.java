package io.busbar.driver.iec60870.master;

import io.busbar.api.command.Command;
import io.busbar.api.data.Kind;
import io.busbar.iec60870.codec.Element;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.driver.iec60870.config.CommandAddress;

/** The value of a command as its information object. */
final class CommandValue {
  private static final int OFF = 1;
  private static final int ON = 2;
  private static final long SHORT_PULSE_MS = 1_000;

  private CommandValue() {}

  /** Fills the object; returns what stands against it, empty if nothing does. */
  static String fill(InformationObject object, Command command, CommandAddress to) {
    object.clear();
    object.address = to.address();
    object.select = command.action() == Command.Action.SELECT;
    Element element = to.type().element();
    object.qualifier = to.parameter();
    double number = command.kind().toDouble(command.bits());
    switch (element) {
      case SINGLE_COMMAND, DOUBLE_COMMAND, STEP_COMMAND -> {
        int state = state(command, number);
        if (state == 0) {
          return "the value is neither on nor off (" + command.kind() + " " + command.bits() + ")";
        }
        object.value = element == Element.SINGLE_COMMAND ? state - OFF : state;
        return pulse(object, command.pulse());
      }
      case SET_NORMALISED, PARAMETER_NORMALISED -> {
        if (!(number >= -1 && number < 1)) {
          return number + " is not a normalised value, −1 to just below 1";
        }
        object.value = Math.round(number * 32_768);
        object.value = Math.min(object.value, 32_767);
      }
      case SET_SCALED, PARAMETER_SCALED -> {
        if (!(number >= -32_768 && number <= 32_767) || number != Math.rint(number)) {
          return number + " is not a scaled value, a whole number from −32768 to 32767";
        }
        object.value = (long) number;
      }
      case SET_FLOAT, PARAMETER_FLOAT -> {
        if (Double.isNaN(number) || Math.abs(number) > Float.MAX_VALUE) {
          return number + " is not a short float";
        }
        object.value = Float.floatToRawIntBits((float) number) & 0xFFFF_FFFFL;
      }
      default -> object.value = command.bits() & 0xFFFF_FFFFL;
    }
    return "";
  }

  /** 1 off or lower, 2 on or higher, 0 neither. */
  private static int state(Command command, double number) {
    if (command.kind() == Kind.DOUBLE_POINT) {
      return number == OFF || number == ON ? (int) number : 0;
    }
    return number == 0 ? OFF : number == 1 ? ON : 0;
  }

  /** QU: 0 no definition, 1 short, 2 long, 3 persistent. IEC 60870-5-101 §7.2.6.26. */
  private static String pulse(InformationObject object, Command.Pulse pulse) {
    if (pulse.offMs() > 0 || pulse.count() > 1) {
      return "IEC 60870-5 has no trains of pulses; let the device make them";
    }
    object.qualifier = pulse.count() == 0 ? 3 : pulse.onMs() == 0 ? 0 : pulse.onMs() <= SHORT_PULSE_MS ? 1 : 2;
    return "";
  }
}
