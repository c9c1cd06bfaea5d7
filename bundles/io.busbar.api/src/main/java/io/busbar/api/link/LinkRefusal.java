package io.busbar.api.link;

/**
 * Why a peer is not let in, or not let stay: a decision of people at the other end, or a mistake in what is configured. No radio
 * mends that, so whoever shows it must not advise to look at one. The kind travels with the goodbye.
 *
 * @param kind what it is
 * @param text for both ends' people, at most 120 bytes of UTF-8
 */
public record LinkRefusal(Kind kind, String text) {
  /** It is let in. */
  public static final LinkRefusal NONE = new LinkRefusal(Kind.NONE, "");

  /** What kind of refusal. */
  public enum Kind {
    /** None, or one that this version does not know. */
    NONE(0),
    /** Its key is good and nobody has accepted it yet. */
    NOT_ACCEPTED(1),
    /** Its key was refused or revoked. */
    REVOKED(2),
    /** Its name belongs to another key. */
    NAME_TAKEN(3),
    /** Its key is known by another name. */
    OTHER_NAME(4),
    /** It calls without a key where one is needed. */
    KEY_NEEDED(5),
    /** Two gateways call by that name. */
    NAME_TWICE(6);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** Stable on the wire, 0 to 15. */
    public int code() {
      return code;
    }

    /** The kind with that code; {@link #NONE} for one that is not known. */
    public static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      return NONE;
    }
  }

  /** Whether it is none. */
  public boolean isNone() {
    return kind == Kind.NONE;
  }
}
