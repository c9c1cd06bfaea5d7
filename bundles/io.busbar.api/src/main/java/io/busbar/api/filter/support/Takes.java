package io.busbar.api.filter.support;

import io.busbar.api.data.Kind;

/** Which kinds of values an operation takes, and what to do where another one comes. */
public enum Takes {
  /** Whatever has a number: measurements, statuses, states; no texts. */
  NUMBER("needs a number", "Read the point as a number or leave the filter out."),
  /** Measurements and counters, which have distances; no statuses. */
  MEASUREMENT("is for measurements", "Statuses are reported with onChange."),
  /** Whole numbers as the device sends them. */
  WHOLE("needs a whole number", "Put it before any scaling."),
  /** Single and double points, enumerated states, whole numbers. */
  STATE("is for statuses", "Read the point as a discrete input, coil or bit, or make it a state with limits or enum first."),
  /** Single points and whole numbers that stand for one. */
  CONTACT("joins contacts", "Read each of them as a discrete input, coil or bit."),
  /** Everything that a column can hold: no texts and byte strings. */
  FIXED("cannot hold texts or byte strings", "Leave it out."),
  /** Texts. */
  TEXT("reads texts", "Read the point as a string."),
  /** Everything. */
  ANY("takes everything", "");

  private final String need;
  private final String remedy;

  Takes(String need, String remedy) {
    this.need = need;
    this.remedy = remedy;
  }

  /** Whether values of that kind are taken. */
  public boolean accepts(Kind kind) {
    boolean text = kind.isBlob() || kind == Kind.DEVICE_STATE;
    boolean whole = kind == Kind.INT64 || kind == Kind.UINT64;
    return switch (this) {
      case NUMBER -> !text;
      case MEASUREMENT -> kind.isFloating() || whole || kind == Kind.STEP;
      case WHOLE -> !text && !kind.isFloating();
      case STATE -> !text && !kind.isFloating() && kind != Kind.STEP;
      case CONTACT -> kind == Kind.BOOLEAN || whole;
      case FIXED -> !kind.isBlob();
      case TEXT -> kind == Kind.TEXT;
      case ANY -> true;
    };
  }

  String need() {
    return need;
  }

  String remedy() {
    return remedy;
  }
}
