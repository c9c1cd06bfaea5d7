package io.busbar.journal.block;

import io.busbar.api.data.Origin;
import io.busbar.api.model.PublishClass;

/** The numbers that stand for words in records; they never change, whatever becomes of the enumerations. */
final class Codes {
  private static final Origin[] ORIGINS = {Origin.LIVE, Origin.EVENT, Origin.INTEGRITY, Origin.HISTORICAL};
  private static final PublishClass[] PUBLISH =
      {PublishClass.ALARM, PublishClass.EVENT, PublishClass.MEASUREMENT, PublishClass.NONE};
  static final int MAX_PUBLISH = PUBLISH.length - 1;

  private Codes() {}

  static int of(Origin origin) {
    return switch (origin) {
      case LIVE -> 0;
      case EVENT -> 1;
      case INTEGRITY -> 2;
      case HISTORICAL -> 3;
    };
  }

  /** The origin with that code, 0…3. */
  static Origin origin(int code) {
    return ORIGINS[code];
  }

  static int of(PublishClass publish) {
    return switch (publish) {
      case ALARM -> 0;
      case EVENT -> 1;
      case MEASUREMENT -> 2;
      case NONE -> 3;
    };
  }

  /** The class with that code, 0…{@link #MAX_PUBLISH}. */
  static PublishClass publish(int code) {
    return PUBLISH[code];
  }
}
