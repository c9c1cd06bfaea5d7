package io.busbar.deploy.store;

/**
 * Which set boots.
 *
 * @param active its ID, or {@value #IMAGE}
 * @param previous the one before it, or {@value #IMAGE}
 */
public record Pointer(String active, String previous) {
  /** What the installed package brought along. */
  public static final String IMAGE = "image";
  /** Nothing was deployed yet. */
  public static final Pointer FIRST = new Pointer(IMAGE, IMAGE);
}
