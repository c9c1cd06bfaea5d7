package io.busbar.iec60870.station;

import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.AsduReader;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.FileQualifiers;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TypeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * File transfer in monitor direction (IEC 60870-5-101 §7.4.11.2): directory, select, call, sections in segments, acknowledgements. One file at a
 * time. A file that was acknowledged stays until the master deletes it or {@link #remove} does. One thread.
 */
public final class FileServer {
  private static final int SEGMENT_OVERHEAD = 4;
  private static final int MAX_SEGMENT = 255;

  private final AsduFormat format;
  private final int commonAddress;
  private final AnswerQueue answers;
  private final List<StationFile> files = new ArrayList<>();
  private final List<Integer> arrived = new ArrayList<>();
  private final AsduWriter writer;
  private final InformationObject object = new InformationObject();
  private @Nullable StationFile active;
  private int section;
  private int nextByte;
  private boolean sending;

  FileServer(AsduFormat format, int commonAddress, AnswerQueue answers) {
    this.format = format;
    this.commonAddress = commonAddress;
    this.answers = answers;
    this.writer = new AsduWriter(format);
  }

  /** Keeps a file; one with the same address and name makes room for it. */
  public void add(StationFile file) {
    remove(file.address(), file.name());
    files.add(file);
    files.sort(Comparator.comparingInt(StationFile::address).thenComparingInt(StationFile::name));
  }

  /** Keeps a file no longer. */
  public void remove(int address, int name) {
    files.removeIf(each -> each.address() == address && each.name() == name);
  }

  /** Names of the files that masters have acknowledged, in order. */
  public List<Integer> arrived() {
    return List.copyOf(arrived);
  }

  /** Tells all files, as when a new one was made. */
  public void announce() {
    directory(CauseOfTransmission.SPONTANEOUS);
  }

  private void directory(int cause) {
    int from = 0;
    while (from < files.size()) {
      writer.beginSequence(TypeId.F_DR_TA_1, cause, 0, commonAddress);
      int at = from;
      while (at < files.size() && writer.add(entry(files.get(at), at == files.size() - 1))) {
        at++;
      }
      send(cause);
      from = at;
    }
  }

  private InformationObject entry(StationFile file, boolean last) {
    object.set(file.address(), file.content().length);
    object.file = file.name();
    object.time = file.time();
    object.qualifier = last ? FileQualifiers.LAST_ENTRY : 0;
    return object;
  }

  private void send(int cause) {
    answers.add(writer.bytes(), 0, writer.length(), cause, commonAddress, format);
  }

  /** A unit of file transfer came; false if it is refused as of an unknown type or cause. */
  boolean receive(TypeId type, AsduReader unit, InformationObject came) {
    if (type == TypeId.F_SC_NA_1 && unit.cause() == CauseOfTransmission.REQUEST) {
      directory(CauseOfTransmission.REQUEST);
      return true;
    }
    if (unit.cause() != CauseOfTransmission.FILE) {
      return false;
    }
    if (type == TypeId.F_SC_NA_1) {
      call(came);
      return true;
    }
    if (type == TypeId.F_AF_NA_1) {
      acknowledged(came);
      return true;
    }
    return false;
  }

  private void call(InformationObject came) {
    StationFile file = active;
    boolean same = file != null && file.address() == came.address && file.name() == came.file;
    switch (came.qualifier & 0x0F) {
      case FileQualifiers.SELECT_FILE -> select(came.address, came.file);
      case FileQualifiers.CALL_FILE -> {
        section = 0;
        offer(same ? file : null, came);
      }
      case FileQualifiers.CALL_SECTION -> {
        if (same && file != null && came.section >= 1 && came.section <= file.sections()) {
          section = came.section;
          nextByte = file.begin(section);
          sending = true;
        }
      }
      case FileQualifiers.DELETE_FILE -> remove(came.address, came.file);
      default -> stop();
    }
  }

  private void select(int address, int name) {
    stop();
    active = files.stream().filter(each -> each.address() == address && each.name() == name).findFirst().orElse(null);
    StationFile file = active;
    object.set(address, file == null ? 0 : file.content().length);
    object.file = name;
    object.qualifier = file == null ? FileQualifiers.NOT_READY : 0;
    writer.begin(TypeId.F_FR_NA_1, CauseOfTransmission.FILE, 0, commonAddress).add(object);
    send(CauseOfTransmission.FILE);
  }

  /** Offers the next section, or says that there is none. */
  private void offer(@Nullable StationFile file, InformationObject came) {
    int next = section + 1;
    if (file != null && next > file.sections()) {
      last(file, section, FileQualifiers.LAST_SECTION, FileQualifiers.checkSum(file.content(), 0, file.content().length));
      send(CauseOfTransmission.FILE);
      return;
    }
    object.set(came.address, file == null ? 0 : file.end(next) - file.begin(next));
    object.file = came.file;
    object.section = next;
    object.qualifier = file == null ? FileQualifiers.NOT_READY : 0;
    writer.begin(TypeId.F_SR_NA_1, CauseOfTransmission.FILE, 0, commonAddress).add(object);
    send(CauseOfTransmission.FILE);
  }

  private void last(StationFile file, int ofSection, int qualifier, int checkSum) {
    object.set(file.address(), checkSum);
    object.file = file.name();
    object.section = ofSection;
    object.qualifier = qualifier;
    writer.begin(TypeId.F_LS_NA_1, CauseOfTransmission.FILE, 0, commonAddress).add(object);
  }

  private void acknowledged(InformationObject came) {
    StationFile file = active;
    if (file == null || file.name() != came.file) {
      return;
    }
    switch (came.qualifier & 0x0F) {
      case FileQualifiers.SECTION_ARRIVED -> offer(file, came);
      case FileQualifiers.SECTION_REFUSED -> {
        section--;
        offer(file, came);
      }
      case FileQualifiers.FILE_ARRIVED -> {
        arrived.add(file.name());
        stop();
      }
      default -> stop();
    }
  }

  /** Whether segments wait. */
  boolean isRunning() {
    return sending;
  }

  /** The link is gone, or the transfer was given up. */
  void stop() {
    active = null;
    sending = false;
    section = 0;
  }

  /** Makes the next segment, or the end of the section, in a writer; returns its length. */
  int next(AsduWriter into) {
    StationFile file = active;
    if (file == null) {
      sending = false;
      return 0;
    }
    int end = file.end(section);
    if (nextByte >= end) {
      sending = false;
      last(file, section, FileQualifiers.LAST_SEGMENT, FileQualifiers.checkSum(file.content(), file.begin(section), end));
      return into.mirror(writer.bytes(), 0, writer.length(), CauseOfTransmission.FILE).length();
    }
    int room = Math.min(MAX_SEGMENT, format.maxBytes() - format.headerBytes() - format.objectBytes() - SEGMENT_OVERHEAD);
    int length = Math.min(room, end - nextByte);
    object.set(file.address(), 0);
    object.file = file.name();
    object.section = section;
    into.begin(TypeId.F_SG_NA_1, CauseOfTransmission.FILE, 0, commonAddress).segment(object, file.content(), nextByte, length);
    nextByte += length;
    return into.length();
  }
}
