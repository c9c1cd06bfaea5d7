package io.busbar.transport.serial;

import io.busbar.api.line.LineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Why a port cannot be opened, in words that say what to do. */
final class SerialFailures {
  private SerialFailures() {}

  /** Text for a port that is not there. */
  static String missing(String port, List<String> existing) {
    return "there is no " + port + ". " + (existing.isEmpty()
        ? "This machine has no serial ports: plug the adapter in, or check its driver."
        : "This machine has " + String.join(", ", existing) + ".");
  }

  /** Text for a port that somebody else has. */
  static String busy(String port, String holder) {
    return port + " is in use by " + holder + ".";
  }

  /** Text for a port that this user may not open; empty if that is not the reason. */
  static String forbidden(Path device) {
    if (Files.isReadable(device) && Files.isWritable(device)) {
      return "";
    }
    String user = System.getProperty("user.name", "");
    try {
      String group = Files.getAttribute(device, "unix:group").toString();
      return device + " may not be opened by user " + user + ". It belongs to group " + group
          + ": run \"usermod -aG " + group + " " + user + "\" and restart the gateway.";
    } catch (IOException | UnsupportedOperationException e) {
      return device + " may not be opened by user " + user + ". Give this user access to it.";
    }
  }

  /** Text where nothing better is known. */
  static String other(LineSpec.Serial spec, IOException cause) {
    return spec.port() + " cannot be opened with " + spec.framing() + ": " + cause.getMessage()
        + ". Check that it is a serial port and that no other program has it.";
  }
}
