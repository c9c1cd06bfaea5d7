package io.busbar.uplink.feed;

import io.busbar.api.codec.BulkEncoder;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.StreamId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts records of one stream into packets of the codec: several records of following positions one packet. A record goes
 * packed only if its bytes come out again as they are: what central stores does not depend on how it travelled.
 */
final class LanePacker implements BlockCodec.Visitor {
  /** A packet is closed once it has that many bytes. */
  static final int FULL_BYTES = 1_500;

  private final StreamId stream;
  private final BulkEncoder encoder;
  private final BlockCodec codec;
  private final Map<Integer, Kind> kindOfPoint = new HashMap<>();
  private boolean open;
  private long from;
  private long to;
  private @Nullable Held held;
  private byte[] record = new byte[0];
  private long position;
  private boolean taken;

  /** A packet that is closed and not sent yet, with its positions. */
  record Held(byte[] bytes, long from, long to) {}

  LanePacker(StreamId stream, BulkEncoder encoder, BlockCodec codec) {
    this.stream = stream;
    this.encoder = encoder;
    this.codec = codec;
  }

  /** The stream whose records it takes. */
  StreamId stream() {
    return stream;
  }

  /** Adds a record; false if it cannot go packed. There must be no packet {@link #held()}. */
  boolean add(long atPosition, byte[] bytes) {
    record = bytes;
    position = atPosition;
    taken = false;
    try {
      codec.decode(bytes, this);
    } catch (BlockCodec.MalformedRecordException expected) {
      // Goes as it is: central counts it and keeps it.
      return false;
    }
    return taken;
  }

  @Override
  public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
    kindOfPoint.clear();
    for (int i = 0; i < batch.size(); i++) {
      kindOfPoint.put(batch.point[i], kinds[i]);
    }
    byte[] again = codec.encodeSamples(batch, 0, batch.size(), modelVersion, id -> kindOfPoint.getOrDefault(id, Kind.DOUBLE));
    if (!Arrays.equals(again, record)) {
      return;
    }
    if (open && position != to + 1) {
      close();
    }
    taken = addTo(batch, kinds, modelVersion);
    if (!taken && open) {
      close();
      taken = addTo(batch, kinds, modelVersion);
    }
  }

  private boolean addTo(SampleBatch batch, Kind[] kinds, int modelVersion) {
    if (!open) {
      encoder.begin();
    }
    if (!encoder.add(position, modelVersion, batch, 0, batch.size(), kinds)) {
      return false;
    }
    from = open ? from : position;
    to = position;
    open = true;
    return true;
  }

  @Override
  public void gap(GapRecord gap) {
    // Goes as it is.
  }

  @Override
  public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
    // Goes as it is.
  }

  boolean isFull() {
    return open && encoder.size() >= FULL_BYTES;
  }

  /** Closes the packet that is being filled, if any; there must be none {@link #held()}. */
  void close() {
    if (open) {
      held = new Held(encoder.end(), from, to);
      open = false;
    }
  }

  @Nullable Held held() {
    return held;
  }

  /** What was held is sent. */
  void sent() {
    held = null;
  }

  /** Bytes that are not sent yet. */
  int size() {
    Held waiting = held;
    return (waiting == null ? 0 : waiting.bytes.length) + (open ? encoder.size() + 1 : 0);
  }

  /** First position that is not sent yet; {@link Long#MAX_VALUE} if there is none. */
  long firstPosition() {
    Held waiting = held;
    return waiting != null ? waiting.from : open ? from : Long.MAX_VALUE;
  }
}
