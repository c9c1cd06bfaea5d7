package io.busbar.control.guard;

import io.busbar.api.command.CommandState;
import io.busbar.control.rules.PointRule;
import io.busbar.api.data.Quality;
import io.busbar.control.rules.Image;
import org.jspecify.annotations.Nullable;

/** What follows a frame that the device has taken: feedback of the process, or the device's own word, or neither. Under the guard's lock. */
final class Feedback {
  private static final double TOLERANCE = 0.01;

  private Feedback() {}

  /** Written and taken by the device. */
  static void operated(Guard guard, Entry entry) {
    PointRule rule = entry.rule;
    guard.book().state(entry, CommandState.OPERATED, null, "");
    entry.untilNs = guard.parts().clock().monotonicNs() + (rule == null ? 0 : rule.feedbackNs());
    guard.book().commit();
    GuardBook.tell(entry);
  }

  /** The device says no more. */
  static void completed(Guard guard, Entry entry) {
    if (hasNone(entry)) {
      guard.end(entry, CommandState.EXECUTED_NOT_CONFIRMED, null, "the device has taken it; no feedback point is configured");
    }
  }

  /** The device says that it has finished. */
  static void terminated(Guard guard, Entry entry) {
    entry.terminated = true;
    if (hasNone(entry)) {
      guard.end(entry, CommandState.CONFIRMED, null, "the device says that it has finished");
    } else {
      look(guard, entry, guard.parts().clock().monotonicNs());
    }
  }

  private static boolean hasNone(Entry entry) {
    PointRule rule = entry.rule;
    return rule == null || rule.feedback().isEmpty();
  }

  /** Looks whether the feedback is there. A value that stood there before counts only once it has come again. */
  static void look(Guard guard, Entry entry, long nowNs) {
    PointRule rule = entry.rule;
    if (rule == null || rule.feedback().isEmpty() || nowNs >= entry.untilNs) {
      return;
    }
    Image.Reading now = guard.parts().image().read(rule.feedback());
    if (matches(rule, entry, now) && (!matches(rule, entry, entry.before) || isNewer(now, entry.before))) {
      guard.end(entry, CommandState.CONFIRMED, null, "");
    }
  }

  private static boolean isNewer(Image.@Nullable Reading now, Image.@Nullable Reading before) {
    return now != null && before != null && now.receivedNs() > before.receivedNs();
  }

  private static boolean matches(PointRule rule, Entry entry, Image.@Nullable Reading reading) {
    double expected = rule.expected(entry.order());
    return reading != null && Quality.isGood(reading.quality())
        && Math.abs(reading.value() - expected) <= Math.abs(expected) * (entry.order().kind().isFloating() ? TOLERANCE : 0);
  }

  /** It did not come. */
  static void timeOver(Guard guard, Entry entry) {
    PointRule rule = entry.rule;
    String why = rule == null || rule.feedback().isEmpty() ? "the device has taken it; no feedback point is configured"
        : rule.feedback() + " did not show it within " + rule.feedbackNs() / 1_000_000 + " ms; look at the device";
    guard.end(entry, CommandState.EXECUTED_NOT_CONFIRMED, null, (entry.terminated ? "the device says that it has finished, but " : "") + why);
  }

  /** An opening does not wait for the feedback of a closing of the same that the device has taken. */
  static void giveWay(Guard guard, Entry entry, PointRule rule) {
    if (!rule.isOpening(entry.order())) {
      return;
    }
    for (Entry other : guard.book().open()) {
      if (other != entry && other.state() == CommandState.OPERATED && other.order().point().equals(entry.order().point())
          && !rule.isOpening(other.order())) {
        guard.end(other, CommandState.EXECUTED_NOT_CONFIRMED, null, "the device has taken it; an opening came before its feedback");
      }
    }
  }
}
