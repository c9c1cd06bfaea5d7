package io.busbar.filter.script.process;

import io.busbar.filter.script.codec.Results;

/** How a call ended. */
public sealed interface Outcome {
  /**
   * The script gave something.
   *
   * @param results what
   */
  record Done(Results results) implements Outcome {}

  /**
   * It gave nothing: the samples go on marked.
   *
   * @param why for people
   */
  record Broken(String why) implements Outcome {}
}
