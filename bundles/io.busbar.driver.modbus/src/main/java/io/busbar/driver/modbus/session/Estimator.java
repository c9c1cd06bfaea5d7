package io.busbar.driver.modbus.session;

import io.busbar.api.driver.ChannelEstimate;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.line.LineSpec;
import io.busbar.driver.modbus.config.ChannelSettings;
import io.busbar.driver.modbus.plan.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What polling a channel costs when all devices answer: on a serial line by the baud rate and a device's usual thinking
 * time, on TCP by a usual round trip.
 */
public final class Estimator {
  /** A device's time to think on a serial line, s. */
  static final double TURNAROUND_S = 0.020;
  /** Round trip on TCP with the device's time to think, s. */
  static final double ROUND_TRIP_S = 0.010;
  private static final int NOTES = 3;
  /** Unit, function, two words and CRC. */
  private static final int REQUEST_BYTES = 8;
  /** Unit, function, byte count and CRC. */
  private static final int REPLY_BYTES = 5;

  private final ChannelSettings settings;

  /** For a channel. */
  public Estimator(ChannelSettings settings) {
    this.settings = settings;
  }

  /** One share of the line's time. */
  private record Share(String text, double fraction) {}

  /** Estimates. */
  public ChannelEstimate estimate(String channel, List<DeviceBinding> devices) {
    double busy = 0;
    double cycle = 0;
    double requests = 0;
    double samples = 0;
    List<Share> shares = new ArrayList<>();
    for (DeviceBinding device : devices) {
      double own = 0;
      for (Block block : DeviceFactory.blocks(device, settings)) {
        double seconds = seconds(block);
        cycle += seconds;
        if (block.everyNs() != Block.ON_DEMAND) {
          double rate = 1e9 / block.everyNs();
          own += seconds * rate;
          requests += rate;
          samples += rate * block.items().size();
        }
      }
      busy += own;
      shares.add(new Share(device.spec().name(), own));
    }
    List<String> notes = new ArrayList<>();
    if (busy > 1) {
      notes.add(String.format(Locale.ROOT, "%s cannot keep its periods: polling needs %.0f %% of the line's time. Raise \"every\", or the baud rate, "
          + "or spread the devices over more channels.", channel, busy * 100));
    }
    shares.sort(Comparator.comparingDouble(Share::fraction).reversed());
    for (Share share : shares.subList(0, Math.min(NOTES, shares.size()))) {
      notes.add(String.format(Locale.ROOT, "%s takes %.1f %% of the line's time", share.text(), share.fraction() * 100));
    }
    return new ChannelEstimate(busy, cycle * 1000, requests, samples, notes);
  }

  private double seconds(Block block) {
    double delay = settings.timing().requestDelayNs() / 1e9;
    if (settings.line() instanceof LineSpec.Serial serial) {
      int bits = 1 + serial.dataBits() + (serial.parity() == 'N' ? 0 : 1) + serial.stopBits();
      double character = (double) bits / serial.baud();
      double pause = Math.max(delay, serial.baud() > 19_200 ? 0.00175 : 3.5 * character);
      return (REQUEST_BYTES + REPLY_BYTES + block.dataBytes()) * character + TURNAROUND_S + pause;
    }
    return ROUND_TRIP_S + delay;
  }
}
