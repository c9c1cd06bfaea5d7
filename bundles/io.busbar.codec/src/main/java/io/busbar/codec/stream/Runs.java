package io.busbar.codec.stream;

import io.busbar.api.data.SampleBatch;
import io.busbar.codec.mix.Behind;
import io.busbar.codec.number.Series;
import org.jspecify.annotations.Nullable;

/** Codes the beginning of a run: which group reports, and when. Times are series of nanoseconds whose unit is found out. */
final class Runs {
  private static final int RUN = 0x80;
  private static final int NO_TIME = 0x1000;
  private static final int UNIT = 0x1010;
  private static final int FIRST = 0xC00;
  private static final int FIRST_STEP = 0x80;
  private static final int SAME_TIME = 0x74;
  private static final int APART = 0x78;
  /** So often in a row a group goes on at the same time until both are one. */
  private static final int GONE_ON = 4;
  private static final int ELAPSED = 0xF60;
  private static final int MOST_ELAPSED = 1 << 16;
  private static final int ORDER_BITS = 6;
  private static final int NOT_IN_ORDER = (1 << ORDER_BITS) - 1;
  /** Farthest that a packet goes on in the order of groups, so that looking it up stays cheap. */
  private static final int MOST_ORDER = 256;
  private static final int MOST_BEHIND = 32;
  private static final int SOURCE = 0;
  private static final int DELAY = 1;
  private static final int OWN = 2;
  private static final long[] UNITS = {1, 1_000, 1_000_000, 1_000_000_000};

  private final Model model;

  Runs(Model model) {
    this.model = model;
  }

  /** Codes which group the next row belongs to and when its run was; null if the packet is wrong. */
  @Nullable Group start(Rows rows) {
    Place place = model.place;
    Group last = place.previousGroup < 0 ? null : model.groups.get(place.previousGroup);
    int usualNext = last == null ? -1 : last.followedBy;
    boolean hadSource = place.hasSource;
    long lastSource = place.runSource;
    long lastGateway = place.runGateway;
    Group wanted = rows.reading ? null : groupOf(rows);
    Group group = model.learn ? choose(wanted, rows) : chooseBehind(wanted, rows);
    if (group == null) {
      return null;
    }
    if (group.free) {
      rows.wrong = "group " + group.index + " has no points";
      return null;
    }
    if (model.learn) {
      group.polls++;
    }
    place.open = group;
    place.cursor = null;
    place.begun = false;
    model.presence.newRun();
    place.apart = model.second && apart(group, rows);
    if (place.apart) {
      place.hasSource = true;
      place.runSource = source(group, rows.gateway());
      place.runGateway = place.runSource;
    } else {
      times(group, rows);
    }
    model.numbers.noNeighbours();
    if (last == null || last == group || !model.second || !model.learn) {
      return group;
    }
    boolean sameTime = place.runGateway == lastGateway && place.hasSource == hadSource && place.runSource == lastSource;
    last.goneOn = sameTime && usualNext == group.index ? last.goneOn + 1 : 0;
    return last.goneOn < GONE_ON || last.free ? group : join(last, group);
  }

  /** The rest of a poll that was cut before its group was known: both groups are one from now on, and the run of the first goes on. */
  private Group join(Group whole, Group rest) {
    Point end = whole.last;
    model.join(whole, rest);
    model.place.previousGroup = whole.index;
    model.place.open = whole;
    model.place.cursor = end;
    whole.goneOn = 0;
    return whole;
  }

  /** Codes whether each sample of the run has a source time of its own. */
  private boolean apart(Group group, Rows rows) {
    int wanted = rows.reading || rows.gateway() == SampleBatch.NO_TIME ? 0 : apartAsRows(group, rows);
    int apart = model.flag(APART + (group.apartHistory & 3), wanted);
    if (model.learn) {
      group.apartHistory = group.apartHistory << 1 | apart;
    }
    return apart == 1;
  }

  /** Whether most source times of the rows of that gateway time are not that of the first; of one row, as usual. Encoder only. */
  private static int apartAsRows(Group group, Rows rows) {
    int apart = 0;
    int count = 0;
    for (int i = rows.row; i < rows.end && rows.batch.gatewayTime[i] == rows.gateway(); i++) {
      apart += rows.batch.sourceTime[i] == rows.source() ? 0 : 1;
      count++;
    }
    return count == 1 ? group.apartHistory & 1 : apart * 2 >= count ? 1 : 0;
  }

  private void times(Group group, Rows rows) {
    Place place = model.place;
    long source = rows.source();
    place.hasSource = exists(SOURCE, source);
    if (place.hasSource) {
      place.runSource = source(group, source);
    }
    long gateway = rows.gateway();
    place.runGateway = exists(DELAY, gateway)
        ? place.runSource + time(group.delay, DELAY, gateway - place.runSource, 0) : SampleBatch.NO_TIME;
  }

  private long source(Group group, long source) {
    boolean goesOn = !model.learn && group.source.count > 0;
    return goesOn ? timeBehind(group.source, source) : time(group.source, SOURCE, source, model.place.runSource);
  }

  /** Codes the source time of a sample that has one of its own. */
  long ownTime(Group group, Rows rows) {
    long own = rows.source();
    long since = model.place.runSource;
    return exists(OWN, own) ? since + time(group.own, OWN, own - since, 0) : SampleBatch.NO_TIME;
  }

  private boolean exists(int what, long time) {
    return model.flag(NO_TIME + what, time == SampleBatch.NO_TIME ? 1 : 0) == 0;
  }

  private long time(Series series, int what, long time, long reference) {
    if (series.count > 0) {
      return model.numbers.code(series, time, 1);
    }
    int unit = UNITS.length - 1;
    while (!model.coder.isDecoding() && time % UNITS[unit] != 0) {
      unit--;
    }
    unit = model.tree(UNIT + what * 4, unit, 2);
    long ns = UNITS[unit];
    long first = model.numbers.first(series, time / ns, reference / ns, FIRST + FIRST_STEP * what) * ns;
    if (model.learn) {
      series.start(first, ns);
    }
    return first;
  }

  private long timeBehind(Series series, long time) {
    int elapsed = model.place.elapsed;
    if (elapsed == 0 && model.flag(SAME_TIME, time == series.last ? 1 : 0) == 1) {
      return series.last;
    }
    return model.numbers.behind(series, time, Math.max(1, elapsed), Math.max(0, elapsed - 1) * series.period());
  }

  /** Chooses a group by how far the usual order of groups has gone on since the base. */
  private @Nullable Group chooseBehind(@Nullable Group wanted, Rows rows) {
    Place place = model.place;
    int known = model.groups.size();
    int expected = elapsed(wanted, rows);
    int steps = rows.reading || wanted == null ? NOT_IN_ORDER : stepsTo(wanted, expected);
    int context = Behind.ORDER + (place.inOrder ? MOST_BEHIND : Math.min(place.behind, MOST_BEHIND - 1)) * (NOT_IN_ORDER + 1);
    int node = 1;
    for (int i = ORDER_BITS - 1; i >= 0; i--) {
      node = node << 1 | model.numbers.behind().code(model.coder, context + node, steps >>> i & 1, 1 << 21);
    }
    steps = node - (1 << ORDER_BITS);
    if (steps != NOT_IN_ORDER) {
      Group group = place.order + steps > MOST_ORDER ? null : follow(place.order + steps);
      if (group == null) {
        rows.wrong = "no order of groups is known that goes on so far";
        return null;
      }
      place.order += steps;
      place.inOrder = true;
      return group;
    }
    int index = wanted == null ? known : wanted.index;
    index = (int) model.coder.bits(index, 32 - Integer.numberOfLeadingZeros(known));
    if (index > known) {
      rows.wrong = "group " + index + " of " + known;
      return null;
    }
    Group group = index == known ? model.newGroup() : model.groups.get(index);
    place.elapsed = group.source.period() == 0 ? 1 : (int) Math.max(0, Math.min(MOST_ELAPSED, model.numbers.gamma(ELAPSED, expected)));
    return group;
  }

  /** How often a group is likely to have reported since the base; −1 where nobody can tell. Encoder only. */
  private static int elapsed(@Nullable Group group, Rows rows) {
    if (group == null || group.source.count == 0 || rows.source() == SampleBatch.NO_TIME) {
      return -1;
    }
    if (rows.source() == group.source.last) {
      return 0;
    }
    long period = group.source.period();
    return period == 0 ? -1 : (int) Math.max(0, Math.min(MOST_ELAPSED, Math.rint((double) (rows.source() - group.source.last) / period)));
  }

  /** Steps in the order of groups to one that has reported so often then. */
  private int stepsTo(Group wanted, int expected) {
    for (int steps = model.place.inOrder ? 1 : 0; steps < NOT_IN_ORDER && model.place.order + steps <= MOST_ORDER; steps++) {
      Group group = follow(model.place.order + steps);
      if (group == null) {
        return NOT_IN_ORDER;
      }
      boolean fits = expected < 0 ? model.place.elapsed > 0 : model.place.elapsed == expected;
      if (group == wanted && fits) {
        return steps;
      }
    }
    return NOT_IN_ORDER;
  }

  /** The group so many steps on from the last one of the base; counts how often it has come. */
  private @Nullable Group follow(int steps) {
    Place place = model.place;
    if (place.previousGroup < 0) {
      return null;
    }
    int last = place.previousGroup;
    for (int i = 0; i < steps; i++) {
      last = model.groups.get(last).followedBy;
      if (last < 0) {
        return null;
      }
    }
    place.elapsed = 0;
    int at = place.previousGroup;
    for (int i = 0; i < steps; i++) {
      at = model.groups.get(at).followedBy;
      place.elapsed += at == last ? 1 : 0;
    }
    return model.groups.get(last);
  }

  private @Nullable Group groupOf(Rows rows) {
    long gateway = rows.gateway();
    for (int i = rows.row; i < rows.end && rows.batch.gatewayTime[i] == gateway; i++) {
      Point point = model.find(rows.batch.point[i]);
      if (point != null) {
        return point.group;
      }
    }
    return null;
  }

  private @Nullable Group choose(@Nullable Group wanted, Rows rows) {
    Model m = model;
    int known = m.groups.size();
    Group before = m.place.previousGroup < 0 ? null : m.groups.get(m.place.previousGroup);
    int first = before == null ? -1 : before.followedBy;
    int second = before == null ? -1 : before.followedBefore;
    int index = wanted == null ? known : wanted.index;
    if (first >= 0 && m.flag(RUN, index == first ? 1 : 0) == 1) {
      index = first;
    } else if (second >= 0 && second != first && m.flag(RUN + 1, index == second ? 1 : 0) == 1) {
      index = second;
    } else if (m.flag(RUN + 2, index == known ? 1 : 0) == 1) {
      index = known;
    } else {
      index = (int) m.coder.bits(index, 32 - Integer.numberOfLeadingZeros(known));
      if (index >= known) {
        rows.wrong = "group " + index + " of " + known;
        return null;
      }
    }
    Group group = index == known ? m.newGroup() : m.groups.get(index);
    if (m.learn) {
      if (before != null && before.followedBy != group.index) {
        before.followedBefore = before.followedBy;
        before.followedBy = group.index;
      }
      m.place.previousGroup = group.index;
    }
    return group;
  }
}
