package io.busbar.iec60870.station;

import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.AsduReader;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.Element;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TimeTag;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.iec60870.codec.Verdict;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One station with one common address: its image, its events, its answers (IEC 60870-5-101 §7.4). Answers go before events. One thread.
 */
public final class ControlledStation {
  /** Answers that wait at most; a master that asks faster than it listens is not answered and counted. */
  static final int MAX_ANSWERS = 64;
  private static final int QOI_STATION = 20;
  private static final int GROUPS = 16;
  private static final int COUNTER_GROUPS = 4;
  private static final int RQT_GENERAL = 5;

  private final AsduFormat format;
  private final int commonAddress;
  private final CommandHandler handler;
  private final TreeMap<Integer, StationPoint> points = new TreeMap<>();
  private final EventQueue events;
  private final AnswerQueue answers = new AnswerQueue(MAX_ANSWERS);
  private final AsduReader reader;
  private final AsduWriter writer;
  private final InformationObject object = new InformationObject();
  private final Image image;
  private final FileServer files;
  private boolean eventOut;

  /**
   * A station without points.
   *
   * @param eventCapacity units of events that are kept, 1 to 1,000,000
   */
  public ControlledStation(AsduFormat format, int commonAddress, int eventCapacity, CommandHandler handler) {
    this.format = format;
    this.commonAddress = commonAddress;
    this.handler = handler;
    this.events = new EventQueue(eventCapacity, format.maxBytes());
    this.reader = new AsduReader(format);
    this.writer = new AsduWriter(format);
    this.image = new Image(format, commonAddress);
    this.files = new FileServer(format, commonAddress, answers);
  }

  /** Adds a point; what it holds is 0 and not topical until it is set. */
  public StationPoint point(int address, Element element, int group) {
    StationPoint point = new StationPoint(address, element, group);
    point.set(0, io.busbar.api.data.Quality.QUESTIONABLE | io.busbar.api.data.Quality.NOT_TOPICAL, 0);
    points.put(address, point);
    return point;
  }

  /** Its common address. */
  public int commonAddress() {
    return commonAddress;
  }

  /** Its files. */
  public FileServer files() {
    return files;
  }

  /** The point at an address, or null. */
  public @Nullable StationPoint at(int address) {
    return points.get(address);
  }

  /** Sets a value without telling anybody: interrogations show it. */
  public void set(StationPoint point, long value, int quality) {
    point.set(value, quality, 0);
  }

  /**
   * Sets a value and puts an event behind the others.
   *
   * @param tag which time it carries
   * @param time CP56 or CP24 as the station's zone has it
   * @param cause spontaneous, return information, periodic, …
   */
  public void event(StationPoint point, long value, int quality, TimeTag tag, long time, int cause) {
    point.set(value, quality, 0);
    point.fill(object, false);
    object.time = time;
    writer.begin(Objects.requireNonNull(TypeId.of(point.element(), tag), "no type for " + point.element() + " with " + tag), cause, 0, commonAddress)
        .add(object);
    events.add(writer.bytes(), writer.length());
  }

  /** The station has started: what it holds is to be interrogated. */
  public void initialised(int causeOfInitialisation) {
    object.set(0, 0);
    object.qualifier = causeOfInitialisation;
    writer.begin(TypeId.M_EI_NA_1, CauseOfTransmission.INITIALISED, 0, commonAddress).add(object);
    events.add(writer.bytes(), writer.length());
  }

  /** Events that were not acknowledged yet. */
  public long waiting() {
    return events.size();
  }

  /** Events that made room for newer ones. */
  public long dropped() {
    return events.dropped();
  }

  /** Whether answers wait that go before everything else: class 1 on 101. */
  public boolean hasUrgent() {
    return !answers.isEmpty() || !events.isEmpty() || image.isRunning() || files.isRunning();
  }

  /**
   * The next unit to send, if there is one; it is in {@link #unit()}.
   *
   * @return its length, 0 if there is none
   */
  public int next() {
    eventOut = false;
    if (!answers.isEmpty()) {
      return answers.take(writer);
    }
    if (image.isRunning()) {
      return image.next(points, writer);
    }
    if (!events.isEmpty()) {
      writer.mirror(events.unit(), 0, events.length(), events.unit()[2]);
      events.taken();
      eventOut = true;
      return writer.length();
    }
    return files.isRunning() ? files.next(writer) : 0;
  }

  /** The unit that {@link #next} made. */
  public byte[] unit() {
    return writer.bytes();
  }

  /** Whether the unit that {@link #next} made is an event, for which {@link #acknowledged} is to be told. */
  public boolean isEvent() {
    return eventOut;
  }

  /** So many events have arrived, oldest first. */
  public void acknowledged(long count) {
    events.acknowledge(count);
  }

  /** The link is gone: events that were out are sent again, answers are not. */
  public void disconnected() {
    events.again();
    answers.clear();
    image.stop();
    files.stop();
  }

  /** A unit came. One that is malformed is not answered, as the standard wants; the verdict says what is wrong with it. */
  public Verdict receive(byte[] bytes, int offset, int length) {
    Verdict verdict = reader.wrap(bytes, offset, length);
    boolean readable = verdict == Verdict.OK || verdict == Verdict.UNKNOWN_TYPE;
    if (!readable || reader.cause() >= CauseOfTransmission.UNKNOWN_TYPE) {
      return verdict;
    }
    int address = reader.commonAddress();
    if (address != commonAddress && address != format.broadcast()) {
      refuse(bytes, offset, length, CauseOfTransmission.UNKNOWN_COMMON_ADDRESS);
      return verdict;
    }
    TypeId type = reader.type();
    if (type == null || type.isMonitor() || type == TypeId.M_EI_NA_1 || !reader.next(object)) {
      refuse(bytes, offset, length, CauseOfTransmission.UNKNOWN_TYPE);
    } else if (type.isCommand()) {
      command(type, bytes, offset, length);
    } else if (type.code() >= TypeId.F_FR_NA_1.code()) {
      if (!files.receive(type, reader, object)) {
        refuse(bytes, offset, length, type == TypeId.F_SC_NA_1 || type == TypeId.F_AF_NA_1 ? CauseOfTransmission.UNKNOWN_CAUSE
            : CauseOfTransmission.UNKNOWN_TYPE);
      }
    } else {
      system(type, bytes, offset, length);
    }
    return verdict;
  }

  private void refuse(byte[] bytes, int offset, int length, int cause) {
    answers.add(bytes, offset, length, cause | CauseOfTransmission.NEGATIVE, commonAddress, format);
  }

  private void answer(byte[] bytes, int offset, int length, int cause) {
    answers.add(bytes, offset, length, cause, commonAddress, format);
  }

  private void command(TypeId type, byte[] bytes, int offset, int length) {
    boolean cancel = reader.cause() == CauseOfTransmission.DEACTIVATION;
    if (!cancel && reader.cause() != CauseOfTransmission.ACTIVATION) {
      refuse(bytes, offset, length, CauseOfTransmission.UNKNOWN_CAUSE);
      return;
    }
    int confirmation = cancel ? CauseOfTransmission.DEACTIVATION_CON : CauseOfTransmission.ACTIVATION_CON;
    switch (handler.command(type, object, cancel)) {
      case CONFIRMED -> answer(bytes, offset, length, confirmation);
      case DONE -> {
        answer(bytes, offset, length, confirmation);
        answer(bytes, offset, length, CauseOfTransmission.TERMINATION);
      }
      case REFUSED -> refuse(bytes, offset, length, confirmation);
      case UNKNOWN_OBJECT -> refuse(bytes, offset, length, CauseOfTransmission.UNKNOWN_OBJECT_ADDRESS);
      case SILENT -> { }
    }
  }

  /**
   * A command that was confirmed has ended.
   *
   * @param done false for a negative termination
   */
  public void terminated(TypeId type, InformationObject command, boolean done) {
    writer.begin(type, CauseOfTransmission.TERMINATION | (done ? 0 : CauseOfTransmission.NEGATIVE), 0, commonAddress).add(command);
    answers.add(writer.bytes(), 0, writer.length(), writer.bytes()[2], commonAddress, format);
  }

  private void system(TypeId type, byte[] bytes, int offset, int length) {
    if (type == TypeId.C_RD_NA_1) {
      read(bytes, offset, length);
      return;
    }
    if (type == TypeId.C_CD_NA_1 && reader.cause() == CauseOfTransmission.SPONTANEOUS) {
      handler.delay(object.elapsedMs);
      return;
    }
    boolean deactivate = reader.cause() == CauseOfTransmission.DEACTIVATION && (type == TypeId.C_IC_NA_1 || type == TypeId.C_CI_NA_1);
    if (reader.cause() != CauseOfTransmission.ACTIVATION && !deactivate) {
      refuse(bytes, offset, length, CauseOfTransmission.UNKNOWN_CAUSE);
      return;
    }
    switch (type) {
      case C_IC_NA_1, C_CI_NA_1 -> interrogation(type, deactivate, bytes, offset, length);
      case C_CS_NA_1 -> {
        handler.clock(object.time);
        answer(bytes, offset, length, CauseOfTransmission.ACTIVATION_CON);
      }
      case C_TS_NA_1, C_TS_TA_1, C_CD_NA_1 -> answer(bytes, offset, length, CauseOfTransmission.ACTIVATION_CON);
      case C_RP_NA_1 -> {
        if (handler.reset(object.qualifier)) {
          answer(bytes, offset, length, CauseOfTransmission.ACTIVATION_CON);
        } else {
          refuse(bytes, offset, length, CauseOfTransmission.ACTIVATION_CON);
        }
      }
      case P_ME_NA_1, P_ME_NB_1, P_ME_NC_1, P_AC_NA_1 -> parameter(type, bytes, offset, length);
      default -> refuse(bytes, offset, length, CauseOfTransmission.UNKNOWN_TYPE);
    }
  }

  private void parameter(TypeId type, byte[] bytes, int offset, int length) {
    switch (handler.parameter(type, object)) {
      case CONFIRMED, DONE -> answer(bytes, offset, length, CauseOfTransmission.ACTIVATION_CON);
      case REFUSED -> refuse(bytes, offset, length, CauseOfTransmission.ACTIVATION_CON);
      case UNKNOWN_OBJECT -> refuse(bytes, offset, length, CauseOfTransmission.UNKNOWN_OBJECT_ADDRESS);
      case SILENT -> { }
    }
  }

  private void read(byte[] bytes, int offset, int length) {
    StationPoint point = points.get(object.address);
    if (point == null || reader.cause() != CauseOfTransmission.REQUEST) {
      refuse(bytes, offset, length, point == null ? CauseOfTransmission.UNKNOWN_OBJECT_ADDRESS : CauseOfTransmission.UNKNOWN_CAUSE);
      return;
    }
    TypeId type = TypeId.of(point.element(), TimeTag.NONE);
    if (type == null) {
      refuse(bytes, offset, length, CauseOfTransmission.UNKNOWN_OBJECT_ADDRESS);
      return;
    }
    point.fill(object, false);
    writer.begin(type, CauseOfTransmission.REQUEST, 0, commonAddress).add(object);
    answers.add(writer.bytes(), 0, writer.length(), CauseOfTransmission.REQUEST, commonAddress, format);
  }

  private void interrogation(TypeId type, boolean deactivate, byte[] bytes, int offset, int length) {
    boolean counters = type == TypeId.C_CI_NA_1;
    int qualifier = counters ? object.qualifier & 0x3F : object.qualifier;
    int group = counters ? qualifier == RQT_GENERAL ? 0 : qualifier : qualifier - QOI_STATION;
    int freeze = counters ? object.qualifier >>> 6 : 0;
    if (group < 0 || group > (counters ? COUNTER_GROUPS : GROUPS) || (counters && qualifier == 0) || (!deactivate && image.isRunning())) {
      refuse(bytes, offset, length, deactivate ? CauseOfTransmission.DEACTIVATION_CON : CauseOfTransmission.ACTIVATION_CON);
      return;
    }
    if (deactivate) {
      image.stop();
      answer(bytes, offset, length, CauseOfTransmission.DEACTIVATION_CON);
      return;
    }
    answer(bytes, offset, length, CauseOfTransmission.ACTIVATION_CON);
    if (freeze > 0) {
      for (Map.Entry<Integer, StationPoint> each : points.entrySet()) {
        if (each.getValue().isCounter() && (group == 0 || group == each.getValue().group()) && freeze < 3) {
          each.getValue().freeze(freeze == 2);
        }
      }
    } else {
      image.start(counters, group, bytes, offset, length);
    }
  }
}
