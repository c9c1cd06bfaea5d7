package io.busbar.codec.stream;

import io.busbar.codec.number.Series;
import org.jspecify.annotations.Nullable;

/** Points that report together, in their order: what one poll of a device gives. */
final class Group {
  /** Series up to that number are of points, later ones of groups. */
  static final int MOST_POINTS = 0x10000;

  final int index;
  /** Source time of the run, ns. */
  final Series source;
  /** Gateway time less source time, ns. */
  final Series delay;
  /** A sample's own source time less that of the run, ns. */
  final Series own;
  @Nullable Point first;
  @Nullable Point last;
  int size;
  /** Runs so far. */
  long polls;
  int followedBy = -1;
  int followedBefore = -1;
  int ownHistory;
  /** In which of the last runs each sample had a time of its own, a bit each. */
  int apartHistory;
  /** How often in a row its usual next group went on at the same time. */
  int goneOn;
  /** Has no points, and waits to be a new one. */
  boolean free;

  Group(int index) {
    this.index = index;
    int number = MOST_POINTS + 1 + index * 3;
    source = new Series(number);
    delay = new Series(number + 1);
    own = new Series(number + 2);
  }

  /** Index of the group that has the series with a number above those of points. */
  static int index(int number) {
    return (number - MOST_POINTS - 1) / 3;
  }

  /** The series with that number. */
  Series series(int number) {
    return switch ((number - MOST_POINTS - 1) % 3) {
      case 0 -> source;
      case 1 -> delay;
      default -> own;
    };
  }

  void reset() {
    source.reset();
    delay.reset();
    own.reset();
    first = null;
    last = null;
    size = 0;
    polls = 0;
    followedBy = -1;
    followedBefore = -1;
    ownHistory = 0;
    apartHistory = 0;
    goneOn = 0;
    free = false;
  }

  /** Takes all points of another group behind its own; what they have learned of their habits stays. */
  void take(Group rest) {
    long later = polls - rest.polls;
    Point point = rest.first;
    while (point != null) {
      Point next = point.after;
      rest.remove(point);
      point.reportedAt += later;
      append(point);
      point = next;
    }
  }

  private void append(Point point) {
    point.before = last;
    if (last == null) {
      first = point;
    } else {
      last.after = point;
    }
    last = point;
    point.group = this;
    size++;
  }

  /** Puts a point behind another, or at the front behind null; points with smaller identities that follow are passed. */
  void insert(Point point, @Nullable Point behind) {
    Point at = behind;
    Point next = at == null ? first : at.after;
    int floor = behind == null ? 0 : behind.id;
    while (next != null && next.id < point.id && next.id > floor) {
      at = next;
      floor = next.id;
      next = next.after;
    }
    point.before = at;
    point.after = next;
    if (at == null) {
      first = point;
    } else {
      at.after = point;
    }
    if (next == null) {
      last = point;
    } else {
      next.before = point;
    }
    point.group = this;
    size++;
  }

  void remove(Point point) {
    if (point.before == null) {
      first = point.after;
    } else {
      point.before.after = point.after;
    }
    if (point.after == null) {
      last = point.before;
    } else {
      point.after.before = point.before;
    }
    point.before = null;
    point.after = null;
    point.group = null;
    size--;
  }
}
