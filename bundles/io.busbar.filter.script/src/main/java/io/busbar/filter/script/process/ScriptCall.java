package io.busbar.filter.script.process;

import io.busbar.filter.script.codec.Readings;
import io.busbar.filter.script.codec.Requests;
import org.jspecify.annotations.Nullable;

/** One call of a script, or its loading. Made by one thread, which looks at the outcome; ended by another. */
public final class ScriptCall {
  private final Program program;
  private final long number;
  private final @Nullable Readings readings;
  private final byte[] state;
  private final double[] numbers;
  private volatile @Nullable Outcome outcome;

  private ScriptCall(Program program, @Nullable Readings readings, byte[] state, double[] numbers) {
    this.program = program;
    this.number = program.nextCall();
    this.readings = readings;
    this.state = state;
    this.numbers = numbers;
  }

  /**
   * A call.
   *
   * @param state what the device's last call left; not changed any more
   * @param numbers the device's a, b, c, d; not changed any more
   */
  public static ScriptCall of(Program program, Readings readings, byte[] state, double[] numbers) {
    return new ScriptCall(program, readings, state, numbers);
  }

  /** The loading of a script. */
  public static ScriptCall loading(Program program) {
    return new ScriptCall(program, null, new byte[0], new double[Requests.NUMBERS]);
  }

  /** How it ended; null while it has not. Any thread. */
  public @Nullable Outcome outcome() {
    return outcome;
  }

  /** What the script is handed; null for its loading. */
  public @Nullable Readings readings() {
    return readings;
  }

  Program program() {
    return program;
  }

  long number() {
    return number;
  }

  byte[] frame() {
    Readings handed = readings;
    return handed == null ? program.loadFrame() : Requests.call(number, program.number(), numbers, state, handed);
  }

  void end(Outcome how) {
    outcome = how;
  }
}
