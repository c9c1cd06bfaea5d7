package io.busbar.benchmarks.radio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An emulated radio.
 *
 * @param name for tables
 * @param rate bit/s of IP packets, each way
 * @param delayMs one way after the last bit
 * @param mtu of IP packets, bytes
 * @param queueBytes each way, dropped beyond
 * @param loss share of the packets each way
 * @param burst mean run of lost packets, 1 for each by itself
 * @param halfDuplex whether both ways share one channel
 */
public record Radio(String name, long rate, int delayMs, int mtu, int queueBytes, double loss, int burst, boolean halfDuplex) {
  private static final int UDP_HEADERS = 28;

  /** The link of criterion 2: 64 kbit/s, round trip 600 ms. */
  public static Radio of64k(double loss) {
    return new Radio("64 kbit/s, RTT 600 ms", 64_000, 300, 1_280, 16_000, loss, 1, false);
  }

  /** The slow radio: 9.6 kbit/s half duplex, round trip 2 s. */
  public static Radio slow(double loss) {
    return new Radio("9.6 kbit/s half duplex, RTT 2 s", 9_600, 1_000, 296, 16_000, loss, 1, true);
  }

  /** The same with losses in runs. */
  public Radio inBursts(int mean) {
    return new Radio(name, rate, delayMs, mtu, queueBytes, loss, mean, halfDuplex);
  }

  /** Share of a full packet that is left after IP and UDP headers: what no transport over UDP can exceed. */
  public double payloadShare() {
    return (double) (mtu - UDP_HEADERS) / mtu;
  }

  /** For tables. */
  public String losses() {
    return String.format(Locale.ROOT, "%.0f %%%s", loss * 100, burst > 1 ? " in runs of " + burst : "");
  }

  List<String> options() {
    List<String> options = new ArrayList<>(List.of("--rate", Long.toString(rate), "--delay", Integer.toString(delayMs), "--mtu",
        Integer.toString(mtu), "--queue", Integer.toString(queueBytes), "--loss", Double.toString(loss), "--burst",
        Integer.toString(burst)));
    if (halfDuplex) {
      options.add("--half-duplex");
    }
    return options;
  }
}
