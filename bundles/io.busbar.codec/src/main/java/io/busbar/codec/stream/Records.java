package io.busbar.codec.stream;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import org.jspecify.annotations.Nullable;

/**
 * Codes records of samples, row by row. Rows that came with one poll are a run: its group and times are said once, and then
 * which of the group's points reported, in the group's order. What does not fit that order is said in full, and the order is
 * mended, so that it fits next time. The same code writes, reads and trains.
 */
final class Records {
  /** Most points of groups that are looked at in one packet. */
  static final long MAX_STEPS = 16_000_000;

  private static final int NEXT = 1;
  private static final int SAME_VERSION = 2;
  private static final int CUT = 4;
  private static final int SAME_ROWS = 8;
  private static final int ORIGIN = 0x10;
  private static final int OVER = 0x20;
  private static final int MIDDLE = 0x70;
  private static final int EXPLICIT = 0x60;
  private static final int OWN = 0xE0;
  private static final int GAMMA_POSITION = 0x200;
  private static final int GAMMA_VERSION = 0x280;
  private static final int GAMMA_ROWS = 0x300;
  private static final int GAMMA_ID = 0x380;
  private static final int REGULAR = 2;
  private static final Origin[] ORIGINS = {Origin.LIVE, Origin.EVENT, Origin.INTEGRITY, Origin.HISTORICAL};

  private final Model model;
  private final Values values;
  private final Runs runs;
  private final Attributes attributes;
  private final Rows rows = new Rows();
  private boolean cut;
  /** Whether a packet of an immediate lane has had no run yet; and the time of the last row before it, as far as the encoder knows. */
  private boolean firstRun;
  private long before = SampleBatch.NO_TIME;
  private int runCount;
  private long steps;

  Records(Model model) {
    this.model = model;
    this.values = new Values(model);
    this.runs = new Runs(model);
    this.attributes = new Attributes(model);
  }

  /** A packet begins. */
  void begin() {
    steps = 0;
  }

  /** Points looked at since the packet began: what bounds its time. */
  long steps() {
    return steps;
  }

  /** What was read. */
  Rows rows() {
    return rows;
  }

  /** Writes rows of a batch, or trains with them, as the model's coder does. */
  void write(long position, int modelVersion, SampleBatch from, Kind[] kinds, int firstRow, int afterLast) {
    rows.write(from, kinds, firstRow, afterLast);
    record(position, modelVersion, code(from.origin()));
    if (!model.learn && afterLast > firstRow) {
      before = from.gatewayTime[afterLast - 1];
    }
  }

  private static int code(Origin origin) {
    return switch (origin) {
      case LIVE -> 0;
      case EVENT -> 1;
      case INTEGRITY -> 2;
      case HISTORICAL -> 3;
    };
  }

  /** Reads a record behind the rows that were read already; returns what is wrong with it, or null. */
  @Nullable String read() {
    rows.read();
    record(0, 0, 0);
    return rows.wrong;
  }

  private void record(long position, int modelVersion, int origin) {
    Model m = model;
    Place place = m.place;
    long expected = place.position + 1 + place.missing;
    int next = m.flag(NEXT, position == expected ? 1 : 0);
    long apart = next == 1 ? 0 : m.numbers.gamma(GAMMA_POSITION, ((position - expected) << 1) ^ ((position - expected) >> 63));
    place.position = expected + ((apart >>> 1) ^ -(apart & 1));
    place.missing = 0;
    int same = m.flag(SAME_VERSION, modelVersion == place.modelVersion ? 1 : 0);
    place.modelVersion = same == 1 ? place.modelVersion
        : (int) m.numbers.gamma(GAMMA_VERSION, Integer.toUnsignedLong(modelVersion));
    rows.batch.origin(ORIGINS[m.tree(ORIGIN, origin, 2)]);
    int first = rows.row;
    if (extent()) {
      runCount = 0;
      firstRun = true;
      m.numbers.noNeighbours();
      body();
    }
    int count = rows.row - first;
    place.sameRows = count == place.lastRows ? Math.min(REGULAR, place.sameRows + 1) : 0;
    place.lastRows = count;
    place.lastRuns = runCount;
  }

  /** Says whether the record is cut after a number of rows, and which, or goes to the end of its last run. */
  private boolean extent() {
    Place place = model.place;
    int count = rows.end - rows.row;
    boolean regular = count == place.lastRows && place.sameRows == REGULAR;
    cut = model.flag(CUT + place.sameRows, count == 0 || regular ? 1 : 0) == 1;
    if (cut) {
      int same = model.flag(SAME_ROWS, count == place.lastRows ? 1 : 0);
      long coded = same == 1 ? place.lastRows : model.numbers.gamma(GAMMA_ROWS, count);
      if (coded > count) {
        rows.wrong = coded + " rows are more than fit";
        return false;
      }
      rows.end = rows.row + (int) coded;
    }
    return true;
  }

  private void body() {
    Place place = model.place;
    while (rows.wrong == null && !(cut && rows.row == rows.end)) {
      Group group = place.open;
      if (group == null) {
        if (!cut && isOver()) {
          return;
        }
        group = startRun();
      }
      if (group != null && !step(group)) {
        place.open = null;
        place.cursor = null;
        model.numbers.noNeighbours();
        if (!place.begun) {
          emptyRun();
        }
      }
      check();
    }
  }

  private void emptyRun() {
    if (!rows.reading) {
      throw new IllegalStateException("row " + rows.row + " is not of the run that was begun for it");
    }
    rows.wrong = "a run without samples";
  }

  private void check() {
    if (rows.reading && rows.wrong == null) {
      if (model.coder.isPastEnd()) {
        rows.wrong = "it ends in the middle of a sample";
      } else if (steps > MAX_STEPS) {
        rows.wrong = "more than " + MAX_STEPS + " decisions in a packet";
      }
    }
  }

  private boolean isOver() {
    int context = OVER + Math.min(runCount, 7) * 8 + Math.min(model.place.lastRuns, 7);
    return model.flag(context, rows.row == rows.end ? 1 : 0) == 1;
  }

  private @Nullable Group startRun() {
    runCount++;
    if (rows.reading && rows.row == rows.end) {
      rows.wrong = "more rows than a packet may have";
      return null;
    }
    return runs.start(rows);
  }

  /** Goes on to the next sample of the run; false if there is none. */
  private boolean step(Group group) {
    Place place = model.place;
    Point target = null;
    boolean explicit = false;
    if (rows.isNextAt(place.runGateway)) {
      target = model.find(rows.batch.point[rows.row]);
      if (target == null) {
        explicit = true;
      } else if (target.group != group) {
        target = null;
      } else if (!isAhead(group, target)) {
        explicit = !model.learn || target.reportedAt != group.polls;
      }
    }
    if (!model.learn && firstRun) {
      firstRun = false;
      Point middle = middle(group, target);
      if (middle != null || rows.wrong != null) {
        return middle != null && goOn(group, middle);
      }
    }
    int context = EXPLICIT + (place.cursor == null ? 1 : 0) + (group.polls < 3 ? 2 : 0);
    boolean said = (group.size == 0 && !place.begun) || model.flag(context, explicit ? 1 : 0) == 1;
    Point next = said ? explicitPoint(group) : walk(group, target);
    return next != null && goOn(group, next);
  }

  private boolean goOn(Group group, Point next) {
    model.place.begun = true;
    sample(group, next);
    return true;
  }

  /** Where a packet goes on with a run that the one before it has begun: its first point is said at once. */
  private @Nullable Point middle(Group group, @Nullable Point target) {
    if (group.size == 0) {
      return null;
    }
    boolean goesOn = target != null && target.group == group && rows.gateway() == before;
    if (model.flag(MIDDLE + (model.place.elapsed == 0 ? 1 : 0), goesOn ? 1 : 0) == 0) {
      return null;
    }
    int index = 0;
    for (Point point = group.first; goesOn && point != null && point != target; point = point.after) {
      index++;
    }
    index = (int) model.coder.bits(index, 32 - Integer.numberOfLeadingZeros(group.size - 1));
    Point point = group.first;
    for (int i = 0; i < index && point != null; i++) {
      point = point.after;
      steps++;
    }
    if (point == null) {
      rows.wrong = "point " + index + " of a group of " + group.size;
      return null;
    }
    model.place.cursor = point;
    return point;
  }

  private boolean isAhead(Group group, Point target) {
    Point cursor = model.place.cursor;
    Point point = cursor == null ? group.first : cursor.after;
    while (point != null && point != target) {
      point = point.after;
    }
    return point != null;
  }

  private @Nullable Point walk(Group group, @Nullable Point target) {
    Place place = model.place;
    Point point = place.cursor == null ? group.first : place.cursor.after;
    while (point != null) {
      steps++;
      int present = point == target ? 1 : 0;
      present = model.learn ? model.presence.code(model.coder, group, point, present)
          : model.presence.behind(model.coder, group, point, present, place.elapsed);
      if (present == 1) {
        place.cursor = point;
        return point;
      }
      point = point.after;
    }
    return null;
  }

  private @Nullable Point explicitPoint(Group group) {
    Model m = model;
    Place place = m.place;
    int difference = rows.reading ? 0 : rows.batch.point[rows.row] - place.lastId;
    int coded = (int) m.numbers.gamma(GAMMA_ID, Integer.toUnsignedLong(difference << 1 ^ difference >> 31));
    int id = place.lastId + (coded >>> 1 ^ -(coded & 1));
    place.lastId = id;
    Point point = m.find(id);
    if (point == null) {
      point = m.add(id);
      attributes.guess(point);
    } else if (point.group != group) {
      rows.wrong = "point " + id + " is of another group";
      return null;
    } else if (m.learn) {
      if (place.cursor == point) {
        place.cursor = point.before;
      }
      group.remove(point);
    }
    if (m.learn) {
      group.insert(point, place.cursor);
      Presence.reported(group, point);
    }
    if (point.group == group) {
      place.cursor = point;
    }
    return point;
  }

  private void sample(Group group, Point point) {
    Model m = model;
    if (rows.reading && rows.row == rows.end) {
      rows.wrong = "more rows than a packet may have";
      return;
    }
    long source = m.place.hasSource ? m.place.runSource : SampleBatch.NO_TIME;
    int own = m.place.apart ? 1 : m.flag(OWN + (group.ownHistory & 7), !rows.reading && rows.source() != source ? 1 : 0);
    if (own == 1) {
      source = runs.ownTime(group, rows);
    }
    if (m.learn && !m.place.apart) {
      group.ownHistory = group.ownHistory << 1 | own;
    }
    if (rows.reading) {
      rows.add(point.id, source, m.place.runGateway);
    }
    attributes.code(point, rows);
    int age = m.learn ? point.interval : (int) Math.max(1, Math.min(group.polls + m.place.elapsed - point.reportedAt, 1 << 20));
    SampleBatch batch = rows.batch;
    int row = rows.row;
    if (rows.kinds[row].isBlob()) {
      batch.bits[row] = values.blob(point, batch.bits[row], batch.blobs);
      if (batch.bits[row] == -1) {
        rows.wrong = "more text and bytes than a batch holds";
      }
    } else {
      batch.bits[row] = values.code(point, rows.kinds[row], batch.bits[row], age);
    }
    m.place.check = (m.place.check ^ (rows.kinds[row].isBlob() ? 0 : batch.bits[row]) ^ point.id ^ source) * 0x9E3779B97F4A7C15L;
    m.place.check ^= m.place.check >>> 29;
    rows.row++;
  }
}
