package io.busbar.filter.script.codec;

import org.jspecify.annotations.Nullable;

/** What the interpreter says. */
public sealed interface Reply {
  /**
   * It is locked in and takes calls.
   *
   * @param text JSON: python, inForce, notInForce
   */
  record Ready(String text) implements Reply {}

  /**
   * A script was loaded, or could not be.
   *
   * @param program which
   * @param line of the mistake; 0 if it has none
   * @param mistake what is wrong and what to do; null if it was loaded
   */
  record Loaded(int program, int line, @Nullable String mistake) implements Reply {}

  /**
   * A call has ended.
   *
   * @param call which
   * @param results what came of it
   */
  record Ended(long call, Results results) implements Reply {}

  /**
   * A call has failed.
   *
   * @param call which
   * @param line of the script; 0 if it has none
   * @param mistake what happened and what to do
   */
  record Failed(long call, int line, String mistake) implements Reply {}

  /**
   * A script has printed something.
   *
   * @param program which
   * @param text last line of it
   */
  record Said(int program, String text) implements Reply {}
}
