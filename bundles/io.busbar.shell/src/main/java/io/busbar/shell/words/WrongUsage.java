package io.busbar.shell.words;

/** The command line is wrong; the message is the one line that the person sees. Exit code 2. */
public final class WrongUsage extends Exception {
  private static final long serialVersionUID = 1L;

  /** @param message what is wrong and what to write instead */
  public WrongUsage(String message) {
    super(message);
  }
}
