package io.busbar.driver.modbus.codec;

/** What the exception codes of V1.1b3 §7 mean and what to do about them. */
public final class ExceptionCode {
  /** The function code is not supported. */
  public static final int ILLEGAL_FUNCTION = 1;
  /** An address does not exist. */
  public static final int ILLEGAL_DATA_ADDRESS = 2;
  /** A count or value is not allowed. */
  public static final int ILLEGAL_DATA_VALUE = 3;
  /** The device is busy. */
  public static final int BUSY = 6;
  /** A gateway has no path to the unit. */
  public static final int GATEWAY_PATH_UNAVAILABLE = 10;
  /** A gateway got no answer from the unit. */
  public static final int GATEWAY_TARGET_FAILED = 11;

  private ExceptionCode() {}

  /** Whether a gateway in between says that the device itself did not answer. */
  public static boolean isNoAnswer(int code) {
    return code == GATEWAY_PATH_UNAVAILABLE || code == GATEWAY_TARGET_FAILED;
  }

  /** Whether reading less at a time may help. */
  public static boolean mayBeTooMuch(int code) {
    return code == ILLEGAL_DATA_ADDRESS || code == ILLEGAL_DATA_VALUE;
  }

  /** {@code exception 02. The device answers, the register does not exist. Check its map.} */
  public static String explain(int code, Table table) {
    String cell = table.isBits() ? "bit" : "register";
    String meaning = switch (code) {
      case ILLEGAL_FUNCTION -> "The device answers, but has no " + table.word() + " " + cell + "s (function " + table.readFunction()
          + "). Check which table its map means.";
      case ILLEGAL_DATA_ADDRESS -> "The device answers, the " + cell + " does not exist. Check its map.";
      case ILLEGAL_DATA_VALUE -> "The device answers, but refuses this length or place. Check type and address, or set a smaller maxRegisters.";
      case 4 -> "The device answers, but has failed while reading. Look at the device itself.";
      case 5 -> "The device accepted and needs time. Read it less often.";
      case BUSY -> "The device is busy. Read it less often or raise interRequestDelay.";
      case 8 -> "The device found its memory damaged. Look at the device itself.";
      case GATEWAY_PATH_UNAVAILABLE -> "The gateway in between has no way to the unit. Check its serial settings.";
      case GATEWAY_TARGET_FAILED -> "The gateway in between answers, the unit behind it does not. Check unit number, power and wiring there.";
      default -> "The device refuses with a code of its own. Its manual says what it means.";
    };
    return String.format("exception %02d. %s", code, meaning);
  }
}
