package io.busbar.deploy.manifest;

/** Something is not accepted. The message says what stands against it and what to do, in one line for a technician. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  /** @param reason what stands against it and what to do */
  public Refused(String reason) {
    super(reason);
  }

  /** The reason. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
