package io.busbar.codec.stream;

import io.busbar.api.data.SampleBatch;
import io.busbar.codec.number.Series;
import org.jspecify.annotations.Nullable;

/** Codes the beginning of a run: which group reports, and when. Times are series of nanoseconds whose unit is found out. */
final class Runs {
  private static final int RUN = 0x80;
  private static final int NO_TIME = 0x1000;
  private static final int UNIT = 0x1010;
  private static final int FIRST = 0xC00;
  private static final int FIRST_STEP = 0x80;
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
    Group group = choose(rows.reading ? null : groupOf(rows), rows);
    if (group == null) {
      return null;
    }
    Place place = model.place;
    if (model.learn) {
      group.polls++;
    }
    place.open = group;
    place.cursor = null;
    place.begun = false;
    model.presence.newRun();
    long source = rows.source();
    place.hasSource = exists(SOURCE, source);
    if (place.hasSource) {
      place.runSource = time(group.source, SOURCE, source, place.runSource);
    }
    long gateway = rows.gateway();
    place.runGateway = exists(DELAY, gateway)
        ? place.runSource + time(group.delay, DELAY, gateway - place.runSource, 0) : SampleBatch.NO_TIME;
    model.numbers.noNeighbours();
    return group;
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
      return model.numbers.code(series, time, 1, 1);
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
