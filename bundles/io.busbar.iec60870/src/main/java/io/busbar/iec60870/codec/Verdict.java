package io.busbar.iec60870.codec;

/** What {@link AsduReader#wrap} finds. */
public enum Verdict {
  /** Well formed. */
  OK("well formed"),
  /** Shorter than its header. */
  NO_HEADER("shorter than type, number, cause and common address; sizes of the fields agreed otherwise?"),
  /** Longer than a unit can be. */
  TOO_LONG("longer than a unit may be"),
  /** The type identification is none that we know; the header can be read. */
  UNKNOWN_TYPE("of a type that is not known"),
  /** The number of objects is 0. */
  NO_OBJECT("without an object"),
  /** Length and number of objects do not agree. */
  WRONG_LENGTH("not as long as its number of objects; sizes of cause, common address or object address agreed otherwise?"),
  /** Several objects, or a sequence, in a unit of one. */
  NOT_SOLITARY("a command or file unit with more than one object"),
  /** A sequence that runs over the greatest object address. */
  BEYOND_LAST_ADDRESS("a sequence beyond the last object address"),
  /** A segment longer than what came. */
  WRONG_SEGMENT("a segment whose length is not that of the unit");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** For people: {@code not as long as its number of objects; …}. */
  public String words() {
    return words;
  }
}
