package io.busbar.codec.stream;

import io.busbar.api.codec.SampleCodec;
import io.busbar.codec.mix.Behind;
import io.busbar.codec.mix.Bit;
import io.busbar.codec.mix.Lesson;
import io.busbar.codec.number.Numbers;
import io.busbar.codec.number.Series;
import io.busbar.codec.range.BinaryCoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that both ends of a lane remember: points, groups, and the statistics that they share. Bounded. */
final class Model {
  /** Flags from here on say what a sample is, and are likely to be the same from an older base. */
  private static final int CONTENT = 0x120;

  private static final int MOST_RECALLED = 1 << 18;
  private static final int RECALLED_PER_POINT = 32;

  /** Whether all that came with version 2 is used. */
  final boolean second;
  final Numbers numbers;
  final Presence presence;
  /** States of flags that are coded by themselves. */
  final int[] flags = new int[0x4000];
  final List<Group> groups = new ArrayList<>();
  BinaryCoder coder = new BinaryCoder();
  /** What was there before; null where a lane cannot say so. */
  final @Nullable Recall recall;
  boolean learn = true;

  final Place place = new Place();

  private final BinaryCoder silent = new BinaryCoder();
  private final Place saved = new Place();
  private final int maxPoints;
  private final List<Point> points = new ArrayList<>();
  private final int[] slots;
  private final List<Group> freeGroups = new ArrayList<>();
  private final Point stranger = new Point(-1);
  private final Group nobody = new Group(-1);
  private int hand;

  Model(int version, int maxPoints, boolean recalls) {
    second = version >= SampleCodec.JOINING;
    recall = recalls ? new Recall(Math.min(MOST_RECALLED, Integer.highestOneBit(maxPoints) * RECALLED_PER_POINT)) : null;
    this.maxPoints = maxPoints;
    double[] weights = new double[Numbers.WEIGHTS + Presence.WEIGHTS_BEHIND];
    Arrays.fill(weights, Presence.FIRST_WEIGHT);
    numbers = new Numbers(weights);
    presence = new Presence(numbers);
    slots = new int[Integer.highestOneBit(maxPoints * 3)];
    Arrays.fill(flags, Bit.NEW);
    nobody.reset();
  }

  /** Learns what a packet of an immediate lane has taught. */
  void learn(Lesson lesson) {
    numbers.behind().learn(lesson);
    for (int i = 0; i < lesson.errorCount(); i++) {
      Series series = series(lesson.series(i));
      if (series != null) {
        series.learnBehind(lesson, i);
      }
    }
  }

  private @Nullable Series series(int number) {
    if (number < 0) {
      return null;
    }
    if (number <= Group.MOST_POINTS) {
      return number < points.size() ? points.get(number).series : null;
    }
    int index = Group.index(number);
    return index < groups.size() ? groups.get(index).series(number) : null;
  }

  void begin(BinaryCoder newCoder, boolean learning) {
    coder = newCoder;
    learn = learning;
    numbers.begin(newCoder, learning);
  }

  /** Learns what is known already, until {@link #spoken}. */
  BinaryCoder silent() {
    BinaryCoder speaking = coder;
    begin(silent, learn);
    return speaking;
  }

  /** Goes on with what {@link #silent} gave. */
  void spoken(BinaryCoder speaking) {
    begin(speaking, learn);
  }

  /** Remembers where the lane is. */
  void save() {
    saved.set(place);
  }

  /** Goes back to where {@link #save} was called. */
  void restore() {
    place.set(saved);
  }

  int flag(int context, int bit) {
    return learn ? Bit.code(coder, flags, context, bit)
        : numbers.behind().code(coder, Behind.FLAGS + context, bit, context < CONTENT ? 1 << 21 : Bit.p(flags[context]));
  }

  /** Codes a number of so many bits, each in the context of those above it: {@code 1 << width} flags from that context on. */
  int tree(int context, int value, int width) {
    int node = 1;
    for (int i = width - 1; i >= 0; i--) {
      node = node << 1 | flag(context + node, value >>> i & 1);
    }
    return node - (1 << width);
  }

  /** Points that are remembered. */
  int pointCount() {
    return points.size();
  }

  /** The point with an identity, or null. */
  @Nullable Point find(int id) {
    int mask = slots.length - 1;
    int at = hash(id) & mask;
    while (slots[at] != 0) {
      Point point = points.get(slots[at] - 1);
      if (point.id == id) {
        return point;
      }
      at = at + 1 & mask;
    }
    return null;
  }

  private static int hash(int id) {
    int h = id * 0x9E3779B1;
    return h ^ h >>> 15;
  }

  /** A point that is not known yet, and room for it; where nothing may be learned, one for the moment. */
  Point add(int id) {
    if (!learn) {
      stranger.reset(id);
      return stranger;
    }
    Point point;
    if (points.size() < maxPoints) {
      point = new Point(points.size());
      points.add(point);
      point.reset(id);
      enter(points.size() - 1);
    } else {
      point = evict();
      leave(point.id);
      point.reset(id);
      enter(hand);
    }
    return point;
  }

  private void enter(int index) {
    int mask = slots.length - 1;
    int at = hash(points.get(index).id) & mask;
    while (slots[at] != 0) {
      at = at + 1 & mask;
    }
    slots[at] = index + 1;
  }

  /** Takes the slot of an identity away; what stands behind it moves up, so that it is found. */
  private void leave(int id) {
    int mask = slots.length - 1;
    int hole = hash(id) & mask;
    while (points.get(slots[hole] - 1).id != id) {
      hole = hole + 1 & mask;
    }
    for (int at = hole + 1 & mask; slots[at] != 0; at = at + 1 & mask) {
      int home = hash(points.get(slots[at] - 1).id) & mask;
      if ((at - home & mask) >= (at - hole & mask)) {
        slots[hole] = slots[at];
        hole = at;
      }
    }
    slots[hole] = 0;
  }

  private Point evict() {
    while (true) {
      hand = (hand + 1) % points.size();
      Point point = points.get(hand);
      if (point.used) {
        point.used = false;
        continue;
      }
      Group group = point.group;
      if (place.cursor == point) {
        place.cursor = point.before;
      }
      if (group != null) {
        group.remove(point);
        if (group.size == 0 && group != place.open) {
          free(group);
        }
      }
      return point;
    }
  }

  private void free(Group group) {
    group.free = true;
    freeGroups.add(group);
  }

  /** Points of a group that was found to be the rest of another one report with that from now on. */
  void join(Group whole, Group rest) {
    whole.take(rest);
    whole.followedBy = rest.followedBy == rest.index ? whole.index : rest.followedBy;
    whole.followedBefore = rest.followedBefore == rest.index ? whole.index : rest.followedBefore;
    free(rest);
  }

  /** An empty group. */
  Group newGroup() {
    if (!learn) {
      nobody.reset();
      return nobody;
    }
    if (!freeGroups.isEmpty()) {
      Group group = freeGroups.remove(freeGroups.size() - 1);
      group.reset();
      return group;
    }
    Group group = new Group(groups.size());
    groups.add(group);
    return group;
  }
}
