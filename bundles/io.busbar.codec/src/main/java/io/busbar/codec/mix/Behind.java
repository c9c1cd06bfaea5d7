package io.busbar.codec.mix;

import io.busbar.codec.range.BinaryCoder;
import java.util.Arrays;

/**
 * The statistics of an immediate lane: how things are seen from a base that is some packets old. They never change while a packet
 * is coded; what the packet would have taught is kept as a {@link Lesson} and learned once the packet is acknowledged.
 */
public final class Behind {
  /** Where the adaptive bits of flags begin, of rare numbers, of places in the order of groups, of presence, of numbers. */
  public static final int FLAGS = 0;
  public static final int PLAIN = 0x4000;
  public static final int ORDER = 0x5000;
  public static final int PRESENCE = 0x6000;
  public static final int TABLE = 0x8000;

  private static final int BITS = 0xC000;
  private static final int LIMIT = 400;
  private static final double STEP = 0.004;

  /** Empty until the first packet of an immediate lane. */
  private int[] states = new int[0];
  private final double[] weights;
  private Lesson lesson;

  /** Fresh statistics with these weights. */
  public Behind(double[] firstWeights, int errorsEach) {
    weights = firstWeights.clone();
    lesson = new Lesson(weights.length, errorsEach);
  }

  /** From here on that is what a packet teaches. */
  public void begin(Lesson newLesson) {
    open();
    lesson = newLesson;
  }

  private void open() {
    if (states.length == 0) {
      states = new int[BITS];
      Arrays.fill(states, Bit.NEW);
    }
  }

  /** The lesson of the present packet. */
  public Lesson lesson() {
    return lesson;
  }

  /** Probability of a 1. */
  public int p(int index) {
    return Bit.p(states[index]);
  }

  /** Keeps what was coded in a context. */
  public void seen(int index, int bit) {
    lesson.decision(index, bit);
  }

  /** Codes a bit; where nothing was learned yet, with the probability that is given. */
  public int code(BinaryCoder coder, int index, int bit, int otherwise) {
    int state = states[index];
    int coded = coder.bit(bit, state == Bit.NEW ? otherwise : Bit.p(state));
    lesson.decision(index, coded);
    return coded;
  }

  /** The sum of inputs with weights. */
  public double sum(double[] inputs, int at, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += inputs[i] * weights[at + i];
    }
    return sum;
  }

  /** Keeps by how much a sum was wrong. */
  public void slip(double[] inputs, int at, int count, double slip) {
    for (int i = 0; i < count; i++) {
      lesson.slopes[at + i] += slip * inputs[i];
    }
  }

  /** Learns a lesson. */
  public void learn(Lesson learned) {
    open();
    for (int i = 0; i < learned.decisionCount; i++) {
      int decision = learned.decisions[i];
      states[decision >>> 1] = Bit.update(states[decision >>> 1], decision & 1, LIMIT);
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] += STEP * learned.slopes[i];
    }
  }
}
