package io.busbar.driver.iec60870.master;

import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.AsduText;
import io.busbar.iec60870.ft12.Ft12Stream;
import io.busbar.iec60870.ft12.LinkControl;

/** Frames of FT1.2 for people. */
final class FrameText {
  private static final String[] PRIMARY = {"reset link", "reset process", "test link", "data", "data without answer", "", "", "", "request access",
    "request status", "request class 1", "request class 2"};

  private FrameText() {}

  /** One line about a frame or several behind each other; empty if it is none. Allocates. */
  static String of(byte[] bytes, int linkBytes, AsduFormat format) {
    Ft12Stream stream = new Ft12Stream(linkBytes);
    int count = Math.min(bytes.length, stream.room());
    System.arraycopy(bytes, 0, stream.bytes(), stream.writeAt(), count);
    stream.added(count);
    StringBuilder text = new StringBuilder();
    for (Ft12Stream.Found found = stream.next(); found != Ft12Stream.Found.NONE; found = stream.next()) {
      text.append(text.isEmpty() ? "" : "; ").append(found == Ft12Stream.Found.SINGLE ? "E5" : frame(stream));
      if (found == Ft12Stream.Found.VARIABLE) {
        text.append(' ').append(AsduText.of(format, stream.bytes(), stream.unitAt(), stream.unitBytes()));
      }
    }
    return text.toString();
  }

  private static String frame(Ft12Stream stream) {
    int control = stream.control();
    int function = LinkControl.function(control);
    String flags;
    String what;
    if (LinkControl.isPrimary(control)) {
      what = function < PRIMARY.length ? PRIMARY[function] : "function " + function;
      flags = (control & LinkControl.FCV) != 0 ? (control & LinkControl.FCB) != 0 ? " count 1" : " count 0" : "";
    } else {
      what = switch (function) {
        case LinkControl.ACK -> "ack";
        case LinkControl.NACK -> "nack";
        case LinkControl.RESPOND_DATA -> "data";
        case LinkControl.RESPOND_NO_DATA -> "no data";
        case LinkControl.STATUS -> "status";
        default -> "function " + function;
      };
      flags = ((control & LinkControl.ACD) != 0 ? " demand" : "") + ((control & LinkControl.DFC) != 0 ? " full" : "");
    }
    return "link " + stream.address() + " " + what + flags;
  }
}
