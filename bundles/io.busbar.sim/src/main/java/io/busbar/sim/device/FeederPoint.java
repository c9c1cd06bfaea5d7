package io.busbar.sim.device;

/** Points that a feeder relay numbers in its event buffer. */
public enum FeederPoint {
  /** Breaker position: 0 intermediate, 1 open, 2 closed (the double point of IEC 60870-5-101 §7.2.6.2). */
  BREAKER(1),
  /** Protection has picked up. */
  PICKUP(2),
  /** Protection has tripped. */
  TRIP(3),
  /** A collective alarm stands. */
  ALARM(4),
  /** Automatic reclosing is running. */
  RECLOSING(5),
  /** Reclosing gave up; a person must close. */
  LOCKOUT(6),
  /** The breaker's spring is charged. */
  SPRING_CHARGED(7),
  /** A single signal of an avalanche: {@code SIGNAL} to {@code SIGNAL + 31}. */
  SIGNAL(32);

  /** How many single signals there are. */
  public static final int SIGNALS = 32;

  private final int number;

  FeederPoint(int number) {
    this.number = number;
  }

  /** The point number in the event buffer. */
  public int number() {
    return number;
  }
}
