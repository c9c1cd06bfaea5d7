package io.busbar.central.sinks;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Lane;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.api.sink.Sink;
import io.busbar.api.sink.SinkBatch;
import io.busbar.central.image.Dictionary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record with what explains it, handed to a sink while the codec holds its rows. Reused; one thread. */
final class ExplainedRecord implements SinkBatch, BlockCodec.Visitor {
  private static final SampleBatch NO_SAMPLES = new SampleBatch(1);

  private final Sink sink;
  private String gateway = "";
  private long epoch;
  private StreamId stream = StreamId.EVENTS;
  private long position;
  private Lane lane = Lane.EVENT;
  private long receivedNs;
  private @Nullable Dictionary dictionary;
  private SampleBatch samples = NO_SAMPLES;
  private Kind[] kinds = {};
  private int modelVersion;
  private @Nullable GapRecord gap;
  private @Nullable IOException failure;

  ExplainedRecord(Sink sink) {
    this.sink = sink;
  }

  /** Whose record follows. */
  void of(String newGateway, long newEpoch, StreamId newStream, long newPosition) {
    gateway = newGateway;
    epoch = newEpoch;
    stream = newStream;
    position = newPosition;
  }

  /** How it came. */
  void came(Lane newLane, long newReceivedNs, @Nullable Dictionary newDictionary) {
    lane = newLane;
    receivedNs = newReceivedNs;
    dictionary = newDictionary;
  }

  /**
   * Decodes and hands over; what cannot be decoded is handed over as a gap.
   *
   * @throws IOException if the sink refuses
   */
  void deliver(BlockCodec codec, byte[] record) throws IOException {
    samples = NO_SAMPLES;
    gap = null;
    failure = null;
    try {
      codec.decode(record, this);
    } catch (BlockCodec.MalformedRecordException e) {
      gap(new GapRecord(stream, 0, receivedNs, -1, "record " + position + " cannot be read: " + e.getMessage()));
    }
    IOException refused = failure;
    if (refused != null) {
      throw refused;
    }
  }

  @Override
  public void samples(SampleBatch batch, Kind[] kindOfRow, int version) {
    samples = batch;
    kinds = kindOfRow;
    modelVersion = version;
    accept();
  }

  @Override
  public void gap(GapRecord newGap) {
    samples = NO_SAMPLES;
    gap = newGap;
    accept();
  }

  @Override
  public void dictionary(int version, List<DictionaryEntry> entries) {
    // Sinks are told what a row means with the row.
  }

  private void accept() {
    try {
      sink.accept(this);
    } catch (IOException e) {
      failure = e;
    }
  }

  @Override
  public String gateway() {
    return gateway;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public StreamId stream() {
    return stream;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public Lane lane() {
    return lane;
  }

  @Override
  public long receivedNs() {
    return receivedNs;
  }

  @Override
  public SampleBatch samples() {
    return samples;
  }

  @Override
  public Kind kind(int row) {
    return kinds[row];
  }

  @Override
  public PointDescription point(int row) {
    int id = samples.point[row];
    Dictionary known = dictionary;
    PointDescription description = known == null ? null : known.find(id, modelVersion);
    return description != null ? description
        : new PointDescription(gateway, "unknown", "id" + id, kinds[row], "", PublishClass.EVENT, 0, Map.of());
  }

  @Override
  public @Nullable GapRecord gap() {
    return gap;
  }
}
