package io.busbar.sim;

/**
 * A device to simulate.
 *
 * @param name unique in the substation
 * @param unit unit identifier on its line, 1 to 247
 */
public record DeviceSpec(String name, Kind kind, int unit) {
  /** Checks the unit identifier. */
  public DeviceSpec {
    if (unit < 1 || unit > 247) {
      throw new IllegalArgumentException(name + ": unit " + unit + " is not 1 to 247");
    }
  }

  /** Kinds of devices that can be simulated. */
  public enum Kind {
    /** Feeder protection relay. */
    FEEDER("feeder"),
    /** Transformer monitor. */
    TRANSFORMER("transformer"),
    /** Photovoltaic inverter. */
    INVERTER("inverter");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The kind as the reply log writes it. */
    public String text() {
      return text;
    }
  }
}
