package io.busbar.driver.iec60870.master;

import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.AsduText;

/** Frames of 104 for people. */
final class ApduText {
  private ApduText() {}

  /** One line about a frame or several behind each other; empty if it is none. Allocates. */
  static String of(byte[] bytes, AsduFormat format) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at + 6 <= bytes.length && (bytes[at] & 0xFF) == 0x68 && at + 2 + (bytes[at + 1] & 0xFF) <= bytes.length && (bytes[at + 1] & 0xFF) >= 4) {
      int length = 2 + (bytes[at + 1] & 0xFF);
      text.append(text.isEmpty() ? "" : "; ").append(frame(bytes, at, length, format));
      at += length;
    }
    return text.toString();
  }

  private static String frame(byte[] bytes, int at, int length, AsduFormat format) {
    int first = bytes[at + 2] & 0xFF;
    int receive = number(bytes, at + 4);
    if ((first & 1) == 0) {
      return "I " + number(bytes, at + 2) + "/" + receive + " " + AsduText.of(format, bytes, at + 6, length - 6);
    }
    if ((first & 3) == 1) {
      return "S " + receive;
    }
    return switch (first) {
      case 0x07 -> "STARTDT act";
      case 0x0B -> "STARTDT con";
      case 0x13 -> "STOPDT act";
      case 0x23 -> "STOPDT con";
      case 0x43 -> "TESTFR act";
      case 0x83 -> "TESTFR con";
      default -> "U of no known function";
    };
  }

  private static int number(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8)) >>> 1;
  }
}
