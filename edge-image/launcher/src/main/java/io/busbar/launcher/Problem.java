package io.busbar.launcher;

/** Something that the person at the terminal can put right. The message is the one line that they see. */
public final class Problem extends Exception {

  private static final long serialVersionUID = 1L;

  /** @param message what is wrong and what to do about it, in one line */
  public Problem(String message) {
    super(message);
  }

  /**
   * @param message what is wrong and what to do about it, in one line
   * @param cause where it came from
   */
  public Problem(String message, Throwable cause) {
    super(message, cause);
  }
}
