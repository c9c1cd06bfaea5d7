package io.busbar.api.journal;

import io.busbar.api.model.PublishClass;

/** The streams of a journal. They differ in retention priority and acknowledgement. Codes are stable on disk and link. */
public enum StreamId {
  /** Status, alarms, time-tagged changes, device states: kept longest. */
  EVENTS(1),
  /** Measurements: live first, then history. */
  MEASUREMENTS(2),
  /** The point dictionary: what stable identities mean. */
  MODEL(3),
  /** Commands and decisions. */
  AUDIT(4);

  private static final StreamId[] ALL = values();

  private final int code;

  StreamId(int code) {
    this.code = code;
  }

  /** The stable code, 1…15. */
  public int code() {
    return code;
  }

  /** The stream with that code, or null semantics by exception: {@link IllegalArgumentException} if there is none. */
  public static StreamId ofCode(int code) {
    if (code < 1 || code > ALL.length) {
      throw new IllegalArgumentException("no journal stream has code " + code);
    }
    return ALL[code - 1];
  }

  /** Where samples of a publish class go; NONE is not journalled and must not be asked for. */
  public static StreamId of(PublishClass publish) {
    return publish == PublishClass.MEASUREMENT ? MEASUREMENTS : EVENTS;
  }
}
