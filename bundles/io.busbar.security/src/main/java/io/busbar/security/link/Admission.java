package io.busbar.security.link;

import io.busbar.api.link.LinkRefusal;

/** Who is let in at a waiting end. The link's thread asks. */
public interface Admission {
  /**
   * Why a peer is not let in; {@link LinkRefusal#NONE} if it is.
   *
   * @param publicKey which it has shown to own
   * @param name what it calls itself
   * @param proven it has shown that it is no replay and knows our secret
   */
  LinkRefusal refusal(byte[] publicKey, String name, boolean proven);

  /** Whether peers without encryption are let in beside. */
  default boolean letsPlainIn() {
    return false;
  }

  /** Why a peer without encryption that calls itself so is not let in; {@link LinkRefusal#NONE} if it is. */
  default LinkRefusal plainRefusal(String name) {
    return new LinkRefusal(LinkRefusal.Kind.KEY_NEEDED, "this central hears encrypted calls only");
  }
}
