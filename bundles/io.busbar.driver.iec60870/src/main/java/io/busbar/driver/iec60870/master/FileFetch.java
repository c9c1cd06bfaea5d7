package io.busbar.driver.iec60870.master;

import io.busbar.api.data.Cause;
import io.busbar.api.data.FileChunk;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.driver.iec60870.config.Procedures;
import io.busbar.iec60870.codec.AsduReader;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.Cp56;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.FileQualifiers;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TypeId;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the files of a station, oldest first, one at a time (IEC 60870-5-101 §7.4.11.2). A section that has arrived becomes samples; it and, at
 * the end, the file are acknowledged when these are settled: the station may forget only what is durable here. What breaks off begins anew.
 */
final class FileFetch {
  /** Most bytes of a file in one sample. */
  static final int CHUNK_BYTES = 2_000;
  /** Longest section: a batch has room for so many samples at least. */
  static final int MAX_SECTION = 120 * CHUNK_BYTES;
  private static final long NEVER = Long.MAX_VALUE;
  /** A file that was made so much later than now was made at no time that the station knows. */
  private static final long DAY_NS = 86_400_000_000_000L;
  private static final int ATTEMPTS = 3;
  private static final long NOTHING_OPEN = -1;

  /** What we wait for. */
  private enum Phase { IDLE, DIRECTORY, FILE_READY, SECTION_READY, SEGMENTS, SETTLED_SECTION, SETTLED_FILE }

  private final Procedures procedures;
  private final int station;
  private final DeviceZone zone;
  private final PointTable points;
  private final FetchedFiles fetched;
  private final BiConsumer<Integer, String> faults;
  private final InformationObject object = new InformationObject();
  private final TreeSet<FetchedFiles.Entry> wanted = new TreeSet<>();
  private Phase phase = Phase.IDLE;
  private FetchedFiles.@Nullable Entry now;
  private int section;
  private int announced;
  private byte[] bytes = new byte[0];
  private int have;
  private int offset;
  private int fileBytes;
  private int fileSum;
  private long fileNs;
  private boolean chunksMade;
  private long openUnit = NOTHING_OPEN;
  private int send;
  private int failures;
  private long deadlineNs = NEVER;
  private long directoryNs = NEVER;
  private long againNs;

  /**
   * For a station.
   *
   * @param faults told by input handle what is wrong with a file; an empty text clears it
   */
  FileFetch(Procedures procedures, int station, DeviceZone zone, PointTable points, FetchedFiles fetched, BiConsumer<Integer, String> faults) {
    this.procedures = procedures;
    this.station = station;
    this.zone = zone;
    this.points = points;
    this.fetched = fetched;
    this.faults = faults;
  }

  /** The link carries units now. */
  void begin(long nowNs) {
    end();
    againNs = nowNs;
    directoryNs = points.firstFilesRow() >= 0 ? nowNs : NEVER;
  }

  /** The link is gone: a file that was under way is fetched anew. */
  void end() {
    phase = Phase.IDLE;
    now = null;
    openUnit = NOTHING_OPEN;
    send = 0;
    failures = 0;
    directoryNs = NEVER;
    wanted.clear();
    bytes = new byte[0];
  }

  /** Sends what is due; returns when to look again, monotonic ns. */
  long work(UnitOutput out, AsduWriter writer, long settledUnits, long nowNs) {
    if (points.firstFilesRow() < 0) {
      return NEVER;
    }
    if (openUnit != NOTHING_OPEN && settledUnits > openUnit && (phase == Phase.SETTLED_SECTION || phase == Phase.SETTLED_FILE)) {
      openUnit = NOTHING_OPEN;
    }
    boolean waitsForStation = phase != Phase.IDLE && phase != Phase.SETTLED_SECTION && phase != Phase.SETTLED_FILE;
    if (waitsForStation && nowNs - deadlineNs >= 0) {
      failed("station " + station + " did not go on in time" + (phase == Phase.DIRECTORY ? " after it was asked for its directory" : ""), nowNs);
    }
    if (out.isReady()) {
      next(out, writer, nowNs);
    }
    return phase != Phase.IDLE ? deadlineNs : wanted.isEmpty() ? directoryNs : Math.max(againNs, nowNs);
  }

  private void next(UnitOutput out, AsduWriter writer, long nowNs) {
    FetchedFiles.Entry file = now;
    if (send != 0 && file != null) {
      call(out, writer, file, send);
      send = 0;
    } else if (phase == Phase.SETTLED_SECTION && file != null && openUnit == NOTHING_OPEN) {
      acknowledge(out, writer, file, FileQualifiers.SECTION_ARRIVED);
      await(Phase.SECTION_READY, nowNs);
    } else if (phase == Phase.SETTLED_FILE && file != null && openUnit == NOTHING_OPEN) {
      acknowledge(out, writer, file, FileQualifiers.FILE_ARRIVED);
      faults.accept(points.handle(points.filesRow(file.address())), "");
      finish(file);
    } else if (phase == Phase.IDLE && directoryNs != NEVER && nowNs - directoryNs >= 0) {
      directoryNs = procedures.filesNs() > 0 ? nowNs + procedures.filesNs() : NEVER;
      object.set(points.address(points.firstFilesRow()), 0);
      writer.begin(TypeId.F_SC_NA_1, CauseOfTransmission.REQUEST, procedures.originator(), station).add(object);
      out.send(writer);
      await(Phase.DIRECTORY, nowNs);
    } else if (phase == Phase.IDLE && !wanted.isEmpty() && nowNs - againNs >= 0) {
      FetchedFiles.Entry first = wanted.first();
      now = first;
      call(out, writer, first, FileQualifiers.SELECT_FILE);
      await(Phase.FILE_READY, nowNs);
    }
  }

  private void finish(FetchedFiles.Entry file) {
    wanted.remove(file);
    now = null;
    phase = Phase.IDLE;
    failures = 0;
    bytes = new byte[0];
  }

  private void await(Phase next, long nowNs) {
    phase = next;
    deadlineNs = nowNs + procedures.limits().confirmNs();
  }

  private void call(UnitOutput out, AsduWriter writer, FetchedFiles.Entry file, int qualifier) {
    object.set(file.address(), 0);
    object.file = file.name();
    object.section = qualifier == FileQualifiers.CALL_SECTION ? section : 0;
    object.qualifier = qualifier;
    writer.begin(TypeId.F_SC_NA_1, CauseOfTransmission.FILE, procedures.originator(), station).add(object);
    out.send(writer);
  }

  private void acknowledge(UnitOutput out, AsduWriter writer, FetchedFiles.Entry file, int qualifier) {
    object.set(file.address(), 0);
    object.file = file.name();
    object.section = section;
    object.qualifier = qualifier;
    writer.begin(TypeId.F_AF_NA_1, CauseOfTransmission.FILE, procedures.originator(), station).add(object);
    out.send(writer);
  }

  private void failed(String why, long nowNs) {
    FetchedFiles.Entry file = now;
    if (file != null) {
      failures++;
      boolean givenUp = failures >= ATTEMPTS;
      faults.accept(points.handle(points.filesRow(file.address())), "file " + file.text() + ": " + why + ". " + (givenUp
          ? "It is asked for again when the station next tells its directory." : "It is fetched anew."));
      if (givenUp) {
        failures = 0;
        wanted.remove(file);
      }
      againNs = nowNs + Requests.AGAIN_NS;
      send = 0;
    }
    now = null;
    openUnit = NOTHING_OPEN;
    phase = Phase.IDLE;
  }

  /**
   * A unit of file transfer came.
   *
   * @param batch empty, with room for a section
   */
  void unit(AsduReader unit, TypeId type, SampleBatch batch, long wallNs, long nowNs) {
    chunksMade = false;
    if (points.firstFilesRow() < 0) {
      return;
    }
    if (unit.isNegative() || unit.cause() >= CauseOfTransmission.UNKNOWN_TYPE) {
      boolean directory = phase == Phase.DIRECTORY;
      failed("the station refuses (" + CauseOfTransmission.text(unit.cause()) + ")", nowNs);
      if (directory) {
        faults.accept(points.handle(points.firstFilesRow()), "station " + station + " tells no directory (" + CauseOfTransmission.text(unit.cause())
            + "). Take the \"files\" point out, or allow file transfer at the station.");
      }
      return;
    }
    while (unit.next(object)) {
      switch (type) {
        case F_DR_TA_1 -> listed(wallNs);
        case F_FR_NA_1 -> fileReady(wallNs, nowNs);
        case F_SR_NA_1 -> sectionReady(nowNs);
        case F_SG_NA_1 -> segment(unit, nowNs);
        case F_LS_NA_1 -> last(batch, wallNs, nowNs);
        default -> { }
      }
    }
    if (type == TypeId.F_DR_TA_1 && phase == Phase.DIRECTORY) {
      phase = Phase.IDLE;
    }
  }

  private void listed(long wallNs) {
    if ((object.qualifier & FileQualifiers.SUBDIRECTORY) != 0 || points.filesRow(object.address) < 0) {
      return;
    }
    long ns = Cp56.isDate(object.time) ? zone.epochNs(object.time) : SampleBatch.NO_TIME;
    boolean known = ns > 0 && ns < wallNs + DAY_NS;
    FetchedFiles.Entry entry = new FetchedFiles.Entry(known ? ns / 1_000_000 : 0, object.address, object.file, (int) object.value);
    if (!fetched.has(entry)) {
      wanted.add(entry);
    }
  }

  private boolean isNow(Phase expected) {
    FetchedFiles.Entry file = now;
    return phase == expected && file != null && file.name() == object.file && file.address() == object.address;
  }

  private void fileReady(long wallNs, long nowNs) {
    FetchedFiles.Entry file = now;
    if (file == null || !isNow(Phase.FILE_READY)) {
      directoryNs = now == null && phase == Phase.IDLE ? nowNs : directoryNs; // announced by itself: the directory says from when it is
      return;
    }
    if ((object.qualifier & FileQualifiers.NOT_READY) != 0) {
      failed("the station does not have it ready", nowNs);
      return;
    }
    fileBytes = (int) object.value;
    offset = 0;
    fileSum = 0;
    fileNs = file.isTimed() ? file.timeMs() * 1_000_000 : wallNs;
    send = FileQualifiers.CALL_FILE;
    await(Phase.SECTION_READY, nowNs);
  }

  private void sectionReady(long nowNs) {
    if (!isNow(Phase.SECTION_READY)) {
      return;
    }
    announced = (int) object.value;
    if ((object.qualifier & FileQualifiers.NOT_READY) != 0 || announced > MAX_SECTION || announced > fileBytes - offset) {
      failed((object.qualifier & FileQualifiers.NOT_READY) != 0 ? "its section " + object.section + " is not ready" : "its section " + object.section
          + " has " + announced + " bytes; it may have " + MAX_SECTION + ", and " + (fileBytes - offset) + " are left of what was announced",
          nowNs);
      return;
    }
    section = object.section;
    bytes = bytes.length < announced ? new byte[announced] : bytes;
    have = 0;
    send = FileQualifiers.CALL_SECTION;
    await(Phase.SEGMENTS, nowNs);
  }

  private void segment(AsduReader unit, long nowNs) {
    if (!isNow(Phase.SEGMENTS) || object.section != section) {
      return;
    }
    if (object.segmentBytes > announced - have) {
      failed("section " + section + " is longer than the " + announced + " bytes that were announced", nowNs);
      return;
    }
    System.arraycopy(unit.bytes(), object.segmentOffset, bytes, have, object.segmentBytes);
    have += object.segmentBytes;
    await(Phase.SEGMENTS, nowNs);
  }

  private void last(SampleBatch batch, long wallNs, long nowNs) {
    FetchedFiles.Entry file = now;
    if (file == null) {
      return;
    }
    if (object.qualifier == FileQualifiers.LAST_SEGMENT && isNow(Phase.SEGMENTS) && object.section == section) {
      int sum = FileQualifiers.checkSum(bytes, 0, have);
      if (have != announced || sum != object.value) {
        failed("section " + section + " came with " + have + " of " + announced + " bytes and check sum " + sum + " for " + object.value, nowNs);
        return;
      }
      fileSum = (fileSum + sum) & 0xFF;
      if (offset + have == fileBytes) {
        fetched.add(file); // with its last bytes, in one commit
      }
      chunks(file, batch, wallNs);
      phase = Phase.SETTLED_SECTION;
    } else if (object.qualifier == FileQualifiers.LAST_SECTION && isNow(Phase.SECTION_READY)) {
      if (offset != fileBytes || fileSum != object.value) {
        failed(offset + " of " + fileBytes + " bytes came, with check sum " + fileSum + " for " + object.value, nowNs);
        return;
      }
      phase = Phase.SETTLED_FILE;
    } else if (object.qualifier == FileQualifiers.FILE_DEACTIVATED || object.qualifier == FileQualifiers.SECTION_DEACTIVATED) {
      failed("the station has given up the transfer", nowNs);
    }
  }

  private void chunks(FetchedFiles.Entry file, SampleBatch batch, long wallNs) {
    int handle = points.handle(points.filesRow(file.address()));
    batch.origin(Origin.EVENT);
    for (int from = 0; from < have; from += CHUNK_BYTES) {
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(have, from + CHUNK_BYTES));
      byte[] value = new FileChunk(file.text(), fileBytes, offset + from, part).encode();
      int at = batch.add(handle, batch.blobs.add(value, 0, value.length), Quality.GOOD, fileNs,
          file.isTimed() ? TimeQuality.SYNCHRONISED : TimeQuality.SUBSTITUTED, wallNs);
      batch.cause[at] = Cause.SPONTANEOUS;
    }
    offset += have;
    chunksMade = batch.size() > 0;
  }

  /** The samples of the last unit were offered under its number: what they are of is acknowledged when that is settled. */
  void offered(long number) {
    if (chunksMade) {
      openUnit = number;
      chunksMade = false;
    }
  }
}
