package io.busbar.filter.quality;

import io.busbar.api.filter.support.Checked;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Until when a person's intervention holds. */
final class Expiry {
  private static final long NS = 1_000_000_000L;

  private Expiry() {}

  /** Reports a missing name, and a time that is none. */
  static void check(Checked stage) {
    if (stage.text("user").isBlank()) {
      stage.error("user", "no-user", "who has ordered this? Write a name.");
    }
    try {
      untilNs(stage.text("expiry"));
    } catch (DateTimeParseException wrong) {
      stage.error("expiry", "bad-time", "\"" + stage.text("expiry") + "\" is no time. Write for example 2026-12-31T18:00:00Z.");
    }
  }

  /** The time that a text says, ns since 1970. */
  static long untilNs(String text) {
    return OffsetDateTime.parse(text).toEpochSecond() * NS;
  }
}
