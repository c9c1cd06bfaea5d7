package io.busbar.driver.modbus.session;

import io.busbar.api.data.DeviceState;
import io.busbar.api.line.LineSpec;
import io.busbar.driver.modbus.config.ChannelSettings;
import io.busbar.driver.modbus.config.ChannelType;
import io.busbar.driver.modbus.wire.Exchange;
import java.util.Locale;

/** Why a device does not answer, for a technician, with what to do. */
final class Reasons {
  private final String channel;
  private final ChannelSettings settings;

  Reasons(String channel, ChannelSettings settings) {
    this.channel = channel;
    this.settings = settings;
  }

  /** Text for a device that is lost on an open line. */
  String lost(DeviceSession device, DeviceState state, Exchange exchange) {
    String start = channel + ": no answer from unit " + device.unit() + " in " + device.health().failures() + " tries";
    if (exchange.otherUnit() >= 0) {
      return channel + ": unit " + device.unit() + " was asked, but unit " + exchange.otherUnit() + " answers. Check the unit number of "
          + device.name() + " in its own settings.";
    }
    if (state == DeviceState.WRONG_REPLY) {
      return start + wrongBytes();
    }
    return start + " of " + timeout() + remedy();
  }

  private String wrongBytes() {
    if (settings.type() == ChannelType.TCP) {
      return ", bytes arrive but are not Modbus TCP. Check the port; for a serial converter use type modbus-rtu-over-tcp.";
    }
    String set = settings.line() instanceof LineSpec.Serial serial ? " (" + serial.framing() + " set)" : " at the converter";
    return ", bytes arrive but make no frame. Check baud rate and parity" + set + ".";
  }

  private String timeout() {
    long ms = settings.timing().timeoutNs() / 1_000_000;
    return ms % 1000 == 0 ? ms / 1000 + " s" : String.format(Locale.ROOT, "%d ms", ms);
  }

  private String remedy() {
    return switch (settings.type()) {
      case TCP -> "; " + settings.line().key() + " was connected. Check the device's power, its unit number, and behind a gateway the wiring.";
      case RTU -> ". Check the device's power, its unit number and the wiring (A and B swapped?); the line is set to "
          + ((LineSpec.Serial) settings.line()).framing() + ".";
      case RTU_OVER_TCP -> "; " + settings.line().key() + " was connected. Check the device's power, its unit number, the wiring and the "
          + "converter's baud rate.";
    };
  }

  /** Text for a device behind a gateway that says so. */
  String behindGateway(DeviceSession device, int code) {
    return String.format("%s: the gateway at %s answers, unit %d behind it does not (exception %02d). Check unit number, power and wiring there.",
        channel, settings.line().key(), device.unit(), code);
  }
}
