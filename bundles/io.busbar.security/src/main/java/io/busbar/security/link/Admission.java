package io.busbar.security.link;

/** Who is let in at a waiting end. The link's thread asks. */
public interface Admission {
  /**
   * Why a peer is not let in, in at most 120 bytes; empty if it is.
   *
   * @param publicKey which it has shown to own
   * @param name what it calls itself
   * @param proven it has shown that it is no replay and knows our secret
   */
  String refusal(byte[] publicKey, String name, boolean proven);

  /** Whether peers without encryption are let in beside. */
  default boolean letsPlainIn() {
    return false;
  }

  /** Why a peer without encryption that calls itself so is not let in; empty if it is. */
  default String plainRefusal(String name) {
    return "this central hears encrypted calls only";
  }
}
