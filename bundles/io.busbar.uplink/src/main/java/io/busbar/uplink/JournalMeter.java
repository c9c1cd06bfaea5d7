package io.busbar.uplink;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.JournalStatus;
import io.busbar.api.journal.StreamId;
import java.io.IOException;
import java.util.List;

/** Counts what the journal takes in, for the technician's page. The uplink's thread looks; any thread reads. */
final class JournalMeter implements BlockCodec.Visitor, AutoCloseable {
  private static final long RATE_EVERY_NS = 10_000_000_000L;
  private static final long MEAN_SAMPLES = 50_000;
  private static final double WEIGHT = 0.3;
  private static final int RECORDS_PER_LOOK = 500;
  /** What a commit takes beside its records: frame header, record headers, state. */
  private static final int COMMIT_BYTES = 96;

  private final Journal journal;
  private final BlockCodec codec;
  private final JournalReader events;
  private final JournalReader measurements;
  private final JournalReader oldest;
  private long samplesInRecord;
  private long firstTimeNs;
  private double meanBytes;
  private double meanSamples;
  private long rateAtNs;
  private long recordBytes;
  private long commits;
  private double bytesPerHour;
  private volatile long samples;
  private volatile double bytesPerSample = Double.NaN;
  private volatile double hoursLeft = Double.POSITIVE_INFINITY;
  private volatile long freeBytes = -1;
  private volatile boolean byDisk;

  JournalMeter(Journal journal, BlockCodec codec, long nowNs) {
    this.journal = journal;
    this.codec = codec;
    this.events = journal.reader(StreamId.EVENTS, journal.head(StreamId.EVENTS) + 1);
    this.measurements = journal.reader(StreamId.MEASUREMENTS, journal.head(StreamId.MEASUREMENTS) + 1);
    this.oldest = journal.reader(StreamId.EVENTS, 1);
    this.rateAtNs = nowNs;
    this.commits = journal.status().commits();
    this.freeBytes = journal.freeBytes();
  }

  /** Reads what is new. */
  void look(long nowNs) throws IOException {
    count(events);
    count(measurements);
    if (nowNs - rateAtNs >= RATE_EVERY_NS) {
      JournalStatus status = journal.status();
      double hours = (nowNs - rateAtNs) / 3.6e12;
      double rate = (recordBytes + COMMIT_BYTES * (status.commits() - commits)) / hours;
      bytesPerHour = bytesPerHour == 0 ? rate : bytesPerHour + WEIGHT * (rate - bytesPerHour);
      recordBytes = 0;
      commits = status.commits();
      rateAtNs = nowNs;
      freeBytes = journal.freeBytes();
      long room = Math.max(0, status.capacityBytes() - status.usedBytes());
      // What the capacity allows is not there where others have filled the disk.
      byDisk = freeBytes >= 0 && freeBytes < room;
      long left = byDisk ? freeBytes : room;
      hoursLeft = bytesPerHour <= 0 ? Double.POSITIVE_INFINITY : left / bytesPerHour;
    }
  }

  private void count(JournalReader reader) throws IOException {
    for (int i = 0; i < RECORDS_PER_LOOK && reader.next(); i++) {
      byte[] record = reader.record();
      recordBytes += record.length;
      decode(record);
      if (samplesInRecord > 0) {
        samples += samplesInRecord;
        meanBytes += record.length;
        meanSamples += samplesInRecord;
      }
      if (meanSamples > MEAN_SAMPLES) {
        meanBytes /= 2;
        meanSamples /= 2;
      }
    }
    bytesPerSample = meanSamples > 0 ? meanBytes / meanSamples : Double.NaN;
  }

  /** Gateway time of the first sample of a record; 0 if it is not there or holds none. */
  long timeOf(StreamId stream, long position) throws IOException {
    if (position > journal.head(stream)) {
      return 0;
    }
    JournalReader reader = stream == StreamId.EVENTS ? oldest : journal.reader(stream, position);
    try {
      reader.seek(position);
      if (!reader.next()) {
        return 0;
      }
      decode(reader.record());
      return firstTimeNs;
    } finally {
      if (reader != oldest) {
        reader.close();
      }
    }
  }

  private void decode(byte[] record) {
    samplesInRecord = 0;
    firstTimeNs = 0;
    try {
      codec.decode(record, this);
    } catch (BlockCodec.MalformedRecordException expected) {
      // Of a newer version: it holds samples that this one cannot count.
      samplesInRecord = 0;
    }
  }

  long samples() {
    return samples;
  }

  double bytesPerSample() {
    return bytesPerSample;
  }

  double hoursLeft() {
    return hoursLeft;
  }

  /** Bytes that the file system has free; −1 if not known. */
  long freeBytes() {
    return freeBytes;
  }

  /** Whether the file system has less than the journal may use. */
  boolean isLimitedByDisk() {
    return byDisk;
  }

  @Override
  public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
    samplesInRecord = batch.size();
    firstTimeNs = batch.size() > 0 ? batch.gatewayTime[0] : 0;
  }

  @Override
  public void gap(GapRecord gap) {
    firstTimeNs = gap.fromNs();
  }

  @Override
  public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
    // Not a sample.
  }

  @Override
  public void close() {
    events.close();
    measurements.close();
    oldest.close();
  }
}
