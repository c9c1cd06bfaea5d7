package io.busbar.shell.words;

/** The machine does not let it be done; the message is the one line that the person sees. Exit code 3. */
public final class CannotDo extends Exception {
  private static final long serialVersionUID = 1L;

  /** @param message what is in the way and what to do about it */
  public CannotDo(String message) {
    super(message);
  }

  /**
   * With its cause.
   *
   * @param message what is in the way and what to do about it
   * @param cause where it came from
   */
  public CannotDo(String message, Throwable cause) {
    super(message, cause);
  }
}
