package io.busbar.sink.iec104.session;

import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.AsduReader;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.iec60870.station.AnswerQueue;
import io.busbar.iec60870.codec.Verdict;
import io.busbar.sink.iec104.events.GroupQueue;
import io.busbar.sink.iec104.events.Pending;
import io.busbar.sink.iec104.image.WireValue;
import io.busbar.sink.iec104.table.MappedPoint;
import io.busbar.sink.iec104.table.PointType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What is said on one connection while data transfer is started (IEC 60870-5-101 §7.4, IEC 60870-5-104 §7). Answers go first; events and
 * interrogations take turns; the present state of points that are owed goes when no event waits, so that it is the last word.
 */
final class Conversation {
  private static final int QOI_STATION = 20;
  private static final int GROUPS = 16;
  private static final int COUNTER_GROUPS = 4;
  private static final int RQT_GENERAL = 5;
  private static final long NO_EVENT = -1;
  /** Interrogations of different stations that run at a time on one connection. */
  private static final int MAX_INTERROGATIONS = 1_024;
  /** Most answers that wait; a master that asks faster than it listens is not answered. */
  private static final int MOST_ANSWERS = 256;

  private final Scada104 connection;
  private final Group group;
  private final Station station;
  private final Orders orders;
  private final AsduReader reader = new AsduReader(AsduFormat.IEC_104);
  private final AsduWriter writer = new AsduWriter(AsduFormat.IEC_104);
  private final AsduWriter single = new AsduWriter(AsduFormat.IEC_104);
  private final InformationObject object = new InformationObject();
  private final Pending pending = new Pending();
  private final AnswerQueue answers = new AnswerQueue(MOST_ANSWERS);
  private final ArrayDeque<Interrogation> interrogations = new ArrayDeque<>();
  private long eventsUpTo = NO_EVENT;
  private boolean eventsTurn;
  private long malformed;

  Conversation(Scada104 connection, Group group, Station station, Orders orders) {
    this.connection = connection;
    this.group = group;
    this.station = station;
    this.orders = orders;
  }

  /** Data transfer begins: stations that have started since are announced. */
  void start() {
    for (int common : station.table().stations()) {
      if (group.initialise(common)) {
        object.set(0, 0);
        object.qualifier = station.initialisation();
        single.begin(TypeId.M_EI_NA_1, CauseOfTransmission.INITIALISED, 0, common).add(object);
        answers.add(single.bytes(), 0, single.length(), CauseOfTransmission.INITIALISED, common, AsduFormat.IEC_104);
      }
    }
  }

  /** It ends: what was asked for is not answered any more. */
  void stop() {
    answers.clear();
    interrogations.clear();
  }

  /** Makes the next unit in {@link #unit}; returns its length, 0 if there is nothing to say. */
  int next() {
    eventsUpTo = NO_EVENT;
    if (!answers.isEmpty()) {
      return answers.take(writer);
    }
    eventsTurn = !eventsTurn || interrogations.isEmpty();
    if (eventsTurn) {
      int length = events();
      if (length > 0) {
        return length;
      }
    }
    Interrogation running = interrogations.peek();
    if (running != null) {
      int length = running.next(writer);
      if (running.hasEnded()) {
        interrogations.remove();
      }
      return length;
    }
    return owed();
  }

  byte[] unit() {
    return writer.bytes();
  }

  /** Events before this index are out with the unit that was made; −1 if it carries none. */
  long eventsUpTo() {
    return eventsUpTo;
  }

  long malformed() {
    return malformed;
  }

  /** Events that follow each other and go into one unit. */
  private int events() {
    GroupQueue queue = group.queue();
    if (!queue.peek(pending)) {
      return 0;
    }
    MappedPoint first = Objects.requireNonNull(pending.point);
    TypeId type = eventType(first);
    int cause = pending.cause;
    writer.begin(type, cause, 0, first.common());
    do {
      MappedPoint point = Objects.requireNonNull(pending.point);
      if (eventType(point) != type || point.common() != first.common() || pending.cause != cause) {
        break;
      }
      WireValue.fill(point, pending.number, pending.quality, object);
      object.time = WireValue.time(station.zone(), pending.sourceNs, pending.timeQuality, pending.quality, pending.receivedNs);
      if (!writer.add(object)) {
        break;
      }
      eventsUpTo = queue.taken();
      told(point);
    } while (queue.peek(pending));
    return writer.length();
  }

  private static TypeId eventType(MappedPoint point) {
    PointType type = Objects.requireNonNull(point.type());
    return point.timed() ? type.timed() : type.plain();
  }

  /** After an event that is not the present state, that state is owed. */
  private void told(MappedPoint point) {
    MappedPoint now = station.present(point);
    if (now == null || now.type() == null) {
      return;
    }
    if (station.image().isPresent(now, pending.number, pending.quality, pending.sourceNs)) {
      group.queue().clear(now);
    } else {
      group.queue().owe(now);
    }
    orders.returned(now);
  }

  private int owed() {
    GroupQueue queue = group.queue();
    MappedPoint point = queue.owed();
    PointType type = null;
    int common = 0;
    while (point != null) {
      PointType its = Objects.requireNonNull(point.type());
      if (type == null) {
        type = its;
        common = point.common();
        writer.begin(type.plain(), CauseOfTransmission.SPONTANEOUS, 0, common);
      }
      station.image().present(point, object);
      if (its != type || point.common() != common || !writer.add(object)) {
        break;
      }
      queue.clear(point);
      point = queue.owed();
    }
    return type == null ? 0 : writer.length();
  }

  /** A unit came. One that is malformed is not answered, as the standard wants, and counted. */
  void receive(byte[] bytes, int offset, int length) {
    Verdict verdict = reader.wrap(bytes, offset, length);
    boolean readable = verdict == Verdict.OK || verdict == Verdict.UNKNOWN_TYPE;
    if (!readable || reader.cause() >= CauseOfTransmission.UNKNOWN_TYPE) {
      malformed++;
      return;
    }
    byte[] unit = Arrays.copyOfRange(bytes, offset, offset + length);
    int common = reader.commonAddress();
    boolean toAll = common == AsduFormat.IEC_104.broadcast();
    if (!toAll && !station.table().stations().contains(common)) {
      refuse(unit, CauseOfTransmission.UNKNOWN_COMMON_ADDRESS);
      return;
    }
    TypeId type = reader.type();
    if (type == null || type.isMonitor() || type == TypeId.M_EI_NA_1 || !reader.next(object)) {
      refuse(unit, CauseOfTransmission.UNKNOWN_TYPE);
    } else if (type.isCommand()) {
      command(type, unit, toAll);
    } else {
      system(type, unit, toAll);
    }
  }

  void refuse(byte[] unit, int cause) {
    answer(unit, cause | CauseOfTransmission.NEGATIVE);
  }

  /** Confirms, refuses or terminates what came, under its own common address. */
  void answer(byte[] unit, int cause) {
    answers.add(unit, 0, unit.length, cause, (unit[4] & 0xFF) | ((unit[5] & 0xFF) << 8), AsduFormat.IEC_104);
  }

  /** A point's present state before whatever is answered next. */
  void show(MappedPoint point, int cause) {
    PointType type = point.type();
    if (type != null) {
      station.image().present(point, object);
      single.begin(type.plain(), cause, 0, point.common()).add(object);
      answers.add(single.bytes(), 0, single.length(), cause, point.common(), AsduFormat.IEC_104);
    }
  }

  private void command(TypeId type, byte[] unit, boolean toAll) {
    int cause = reader.cause();
    if (toAll) {
      refuse(unit, CauseOfTransmission.UNKNOWN_COMMON_ADDRESS);
    } else if (cause != CauseOfTransmission.ACTIVATION && cause != CauseOfTransmission.DEACTIVATION) {
      refuse(unit, CauseOfTransmission.UNKNOWN_CAUSE);
    } else {
      orders.command(connection, new Orders.Received(type, object, cause == CauseOfTransmission.DEACTIVATION, reader.isTest(),
          reader.originator(), unit));
    }
  }

  private void system(TypeId type, byte[] unit, boolean toAll) {
    if (type == TypeId.C_RD_NA_1) {
      read(unit, toAll);
      return;
    }
    boolean stops = reader.cause() == CauseOfTransmission.DEACTIVATION && (type == TypeId.C_IC_NA_1 || type == TypeId.C_CI_NA_1);
    if (reader.cause() != CauseOfTransmission.ACTIVATION && !stops) {
      refuse(unit, CauseOfTransmission.UNKNOWN_CAUSE);
      return;
    }
    switch (type) {
      case C_IC_NA_1, C_CI_NA_1 -> {
        int qualifier = object.qualifier;
        List<Integer> commons = toAll ? List.copyOf(station.table().stations()) : List.of(reader.commonAddress());
        for (int common : commons) {
          byte[] own = unit.clone();
          own[4] = (byte) common;
          own[5] = (byte) (common >>> 8);
          interrogate(type == TypeId.C_CI_NA_1, qualifier, stops, own);
        }
      }
      case C_CS_NA_1 -> answer(unit, CauseOfTransmission.ACTIVATION_CON
          | (station.table().settings().confirmClock() ? 0 : CauseOfTransmission.NEGATIVE));
      case C_TS_NA_1, C_TS_TA_1 -> answer(unit, CauseOfTransmission.ACTIVATION_CON);
      case C_RP_NA_1 -> refuse(unit, CauseOfTransmission.ACTIVATION_CON);
      default -> refuse(unit, CauseOfTransmission.UNKNOWN_TYPE);
    }
  }

  private void read(byte[] unit, boolean toAll) {
    MappedPoint point = toAll ? null : station.table().station(reader.commonAddress()).get(object.address);
    if (reader.cause() != CauseOfTransmission.REQUEST) {
      refuse(unit, CauseOfTransmission.UNKNOWN_CAUSE);
    } else if (point == null || !point.isFor(group.name())) {
      refuse(unit, CauseOfTransmission.UNKNOWN_OBJECT_ADDRESS);
    } else {
      show(point, CauseOfTransmission.REQUEST);
    }
  }

  private void interrogate(boolean counters, int octet, boolean stops, byte[] unit) {
    int confirmation = stops ? CauseOfTransmission.DEACTIVATION_CON : CauseOfTransmission.ACTIVATION_CON;
    int qualifier = counters ? octet & 0x3F : octet;
    int of = counters ? qualifier == RQT_GENERAL ? 0 : qualifier : qualifier - QOI_STATION;
    int freeze = counters ? octet >>> 6 : 0;
    boolean known = of >= 0 && of <= (counters ? COUNTER_GROUPS : GROUPS) && !(counters && qualifier == 0);
    Interrogation asked = new Interrogation(station, unit, counters, of, point -> point.isFor(group.name()));
    boolean runs = interrogations.stream().anyMatch(each -> each.common() == asked.common() && each.isOfCounters() == counters);
    // Counters of a meter are not ours to reset: freeze with reset and reset are refused.
    if (!known || freeze > 1 || (!stops && runs) || interrogations.size() >= MAX_INTERROGATIONS) {
      refuse(unit, confirmation);
      return;
    }
    answer(unit, confirmation);
    if (stops) {
      interrogations.removeIf(each -> each.common() == asked.common() && each.isOfCounters() == counters);
    } else if (freeze == 1) {
      station.image().freeze(of);
      answer(unit, CauseOfTransmission.TERMINATION);
    } else {
      interrogations.add(asked);
    }
  }
}
