package io.busbar.iec60870.station;

import io.busbar.iec60870.codec.Element;
import io.busbar.iec60870.codec.InformationObject;

/**
 * One point of a controlled station, with its present value.
 */
public final class StationPoint {
  private final int address;
  private final Element element;
  private final int group;
  private long value;
  private int quality;
  private int sequence;
  private int elapsedMs;
  private long frozenValue;
  private int frozenQuality;

  /**
   * A point.
   *
   * @param address of its information object
   * @param element of a monitored type
   * @param group of interrogation 1…16, or of counters 1…4; 0 for none
   */
  StationPoint(int address, Element element, int group) {
    this.address = address;
    this.element = element;
    this.group = group;
  }

  /** Its object address. */
  public int address() {
    return address;
  }

  /** What it holds. */
  public Element element() {
    return element;
  }

  /** Its group; 0 for none. */
  public int group() {
    return group;
  }

  boolean isCounter() {
    return element == Element.COUNTER;
  }

  void set(long newValue, int newQuality, int newElapsedMs) {
    value = newValue;
    quality = newQuality;
    elapsedMs = newElapsedMs;
  }

  void freeze(boolean reset) {
    frozenValue = value;
    frozenQuality = quality;
    sequence = (sequence + 1) & 0x1F;
    value = reset ? 0 : value;
  }

  /** Fills an object with the present value; a counter with the frozen one if there is one. */
  void fill(InformationObject object, boolean frozen) {
    object.set(address, frozen ? frozenValue : value);
    object.quality = frozen ? frozenQuality : quality;
    object.sequence = sequence;
    object.elapsedMs = elapsedMs;
  }

  boolean isFrozen() {
    return sequence > 0;
  }
}
