package io.busbar.codec.stream;

import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.RecordSink;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.codec.mix.Lesson;
import io.busbar.codec.number.Numbers;
import io.busbar.codec.range.BinaryCoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One packet after the other of one lane: records, each followed by a bit that says whether another follows, and the ending
 * that shows whether both ends have understood the same. Reading keeps the rows until the whole packet was checked.
 */
public final class Packet {
  private static final int MORE = 3;
  /** Probability 7/8. */
  private static final int MOSTLY = 7 << 19;
  /** No row of any kind costs more, but for its blob. */
  private static final int BYTES_A_ROW = 40;
  private static final int BYTES_A_RECORD = 64;

  private final Model model;
  private final Records records;
  private final BinaryCoder coder = new BinaryCoder();
  private final long[] positions = new long[CodecLimits.MAX_RECORDS];
  private final int[] versions = new int[CodecLimits.MAX_RECORDS];
  private final int[] ends = new int[CodecLimits.MAX_RECORDS];
  private final Origin[] origins = new Origin[CodecLimits.MAX_RECORDS];
  private int count;
  private int rows;
  private boolean learn = true;

  /** An empty model; one that recalls values is for bulk lanes. */
  public Packet(int version, int maxPoints, boolean recalls) {
    model = new Model(version, maxPoints, recalls);
    records = new Records(model);
  }

  /** Begins to write a packet of a bulk lane. */
  public void write() {
    coder.encode();
    begin(true);
  }

  /** Begins to write a packet of an immediate lane that comes so many packets after its base; returns what it will teach. */
  public Lesson writeBehind(long behind) {
    coder.encode();
    begin(false);
    unlearned(behind);
    return behind(behind);
  }

  private Lesson behind(long behind) {
    model.place.behind = (int) Math.min(behind, Integer.MAX_VALUE);
    model.place.missing = model.place.behind;
    model.place.open = null;
    model.place.cursor = null;
    model.place.order = 0;
    model.place.elapsed = 1;
    model.place.inOrder = false;
    Lesson lesson = new Lesson(Numbers.WEIGHTS + Presence.WEIGHTS_BEHIND, Numbers.PREDICTORS);
    model.numbers.behind().begin(lesson);
    return lesson;
  }

  /** How many packets after its base a packet of an immediate lane comes; the same whatever was learned. */
  public long behind(byte[] packet) {
    coder.decode(packet, 0, packet.length);
    model.begin(coder, false);
    return unlearned(0);
  }

  /** Begins to read a packet of an immediate lane; returns what it will teach. */
  public Lesson readBehind(byte[] packet) {
    coder.decode(packet, 0, packet.length);
    begin(false);
    return behind(unlearned(0));
  }

  /** Codes a number that stands before what tells how the rest is coded, 0…15 most likely; nothing is learned from it. */
  private long unlearned(long value) {
    if (coder.bit(value < 16 ? 1 : 0, MOSTLY) == 1) {
      return coder.bits(value, 4);
    }
    int length = (int) coder.bits(63 - Long.numberOfLeadingZeros(Math.max(1, value)), 6);
    return (1L << length) | coder.bits(value, length);
  }

  /** Learns what a packet has taught. */
  public void learn(Lesson lesson) {
    model.learn(lesson);
  }

  /** Begins a packet that is only learned from. */
  public void train() {
    coder.train();
    begin(true);
  }

  private void begin(boolean learning) {
    learn = learning;
    model.begin(coder, learning);
    if (!learning) {
      model.save();
    }
    records.begin();
    count = 0;
    rows = 0;
  }

  /** Whether a record fits, too. */
  public boolean fits(SampleBatch batch, int from, int to) {
    long bytes = coder.size() + (long) (to - from) * BYTES_A_ROW + BYTES_A_RECORD + 2L * batch.blobs.size();
    return count < CodecLimits.MAX_RECORDS && rows + to - from <= CodecLimits.MAX_ROWS
        && bytes <= CodecLimits.MAX_PACKET_BYTES && records.steps() < Records.MAX_STEPS / 4;
  }

  /** Adds a record. */
  public void add(long position, int modelVersion, SampleBatch batch, int from, int to, Kind[] kinds) {
    if (count > 0) {
      model.flag(MORE, 1);
    }
    records.write(position, modelVersion, batch, kinds, from, to);
    count++;
    rows += to - from;
  }

  /** Records so far. */
  public int count() {
    return count;
  }

  /** Bytes so far. */
  public int size() {
    return coder.size();
  }

  /** Ends a packet that was written. */
  public byte[] finish() {
    model.flag(MORE, 0);
    int length = coder.finish(model.place.check);
    end();
    return Arrays.copyOf(coder.buffer(), length);
  }

  private void end() {
    if (!learn) {
      model.restore();
    }
  }

  /** Ends a packet that was only learned from. */
  public void trained() {
    model.flag(MORE, 0);
  }

  /** Begins to read a packet of a bulk lane. */
  public void read(byte[] packet) {
    coder.decode(packet, 0, packet.length);
    begin(true);
  }

  /** Reads all records of a packet; returns what is wrong with it, or null. */
  public @Nullable String readAll() {
    String wrong = readRecords();
    end();
    return wrong;
  }

  private @Nullable String readRecords() {
    records.rows().clear();
    do {
      if (count == CodecLimits.MAX_RECORDS) {
        return "more than " + CodecLimits.MAX_RECORDS + " records in a packet";
      }
      String wrong = records.read();
      if (wrong != null) {
        return wrong;
      }
      positions[count] = model.place.position;
      versions[count] = model.place.modelVersion;
      ends[count] = records.rows().batchRead().size();
      origins[count] = records.rows().batchRead().origin();
      count++;
    } while (model.flag(MORE, 0) == 1);
    return coder.isFinished(model.place.check) ? null : "it ends otherwise than the model foresees";
  }

  /** Tells the records that were read. */
  public void tell(RecordSink sink) {
    SampleBatch batch = records.rows().batchRead();
    for (int i = 0; i < count; i++) {
      batch.origin(origins[i]);
      sink.record(positions[i], versions[i], batch, i == 0 ? 0 : ends[i - 1], ends[i], records.rows().kindsRead());
    }
  }
}
