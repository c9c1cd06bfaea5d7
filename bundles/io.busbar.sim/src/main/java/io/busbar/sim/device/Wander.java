package io.busbar.sim.device;

import java.util.random.RandomGenerator;

/** Noise with memory: a first-order process that wanders about 0 with a given standard deviation and correlation time. */
final class Wander {
  private final RandomGenerator random;
  private final double deviation;
  private final double correlationSeconds;
  private double value;

  Wander(RandomGenerator random, double deviation, double correlationSeconds) {
    this.random = random;
    this.deviation = deviation;
    this.correlationSeconds = correlationSeconds;
    value = deviation * random.nextGaussian();
  }

  /** Moves on by some (simulated) seconds and answers the value. */
  double step(double seconds) {
    double keep = Math.exp(-seconds / correlationSeconds);
    value = keep * value + deviation * Math.sqrt(1 - keep * keep) * random.nextGaussian();
    return value;
  }
}
