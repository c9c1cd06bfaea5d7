package io.busbar.uplink.feed;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which records of the dictionary each point identity is explained. Grows with the MODEL stream. */
final class PointIndex implements BlockCodec.Visitor {
  /** Identities beyond that are not indexed: their records wait for the whole dictionary. */
  static final int MAX_ID = 4_000_000;

  private final Journal journal;
  private final BlockCodec codec;
  private final JournalReader reader;
  private long[] explainedAt = new long[256];
  private int[] explainedIn = new int[256];
  /** Earlier meanings of the few identities that were ever changed, oldest first. */
  private final Map<Integer, List<Meaning>> earlier = new HashMap<>();
  private long position;
  private int quotedVersion;
  private int idCount;
  private int[] ids = new int[64];
  private long unreadable;

  /** A version of the dictionary, and the position of its record. */
  private record Meaning(int version, long position) {}

  PointIndex(Journal journal, BlockCodec codec) {
    this.journal = journal;
    this.codec = codec;
    this.reader = journal.reader(StreamId.MODEL, 1);
  }

  /** Takes what was added to the dictionary. */
  void refresh() throws IOException {
    while (position < journal.head(StreamId.MODEL) && reader.next()) {
      position = reader.position();
      decode(reader.record());
    }
  }

  /**
   * Positions of the dictionary records that a record of samples needs, ascending; empty if it needs none, or none that
   * the journal still has.
   */
  long[] needs(byte[] record) {
    idCount = 0;
    decode(record);
    long[] positions = new long[idCount];
    int n = 0;
    for (int i = 0; i < idCount; i++) {
      int id = ids[i];
      if (id > 0 && id < explainedAt.length && explainedAt[id] > 0) {
        positions[n++] = explainedIn[id] <= quotedVersion ? explainedAt[id] : earlierAt(id);
      }
    }
    return Arrays.stream(positions, 0, n).sorted().distinct().toArray();
  }

  private long earlierAt(int id) {
    long found = explainedAt[id];
    List<Meaning> meanings = earlier.getOrDefault(id, List.of());
    for (int i = meanings.size() - 1; i >= 0; i--) {
      found = meanings.get(i).position;
      if (meanings.get(i).version <= quotedVersion) {
        return found;
      }
    }
    return found;
  }

  /** Records that could not be read. */
  long unreadable() {
    return unreadable;
  }

  private void decode(byte[] record) {
    try {
      codec.decode(record, this);
    } catch (BlockCodec.MalformedRecordException expected) {
      // The journal's checksum was right, so this is a record of a newer version: it travels, central may know it.
      unreadable++;
    }
  }

  @Override
  public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
    int size = batch.size();
    quotedVersion = modelVersion;
    if (ids.length < size) {
      ids = new int[size];
    }
    int last = 0;
    for (int row = 0; row < size; row++) {
      if (batch.point[row] != last) {
        last = batch.point[row];
        ids[idCount++] = last;
      }
    }
  }

  @Override
  public void gap(GapRecord gap) {
    // A gap needs no dictionary.
  }

  @Override
  public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
    for (DictionaryEntry entry : entries) {
      int id = entry.id();
      if (id < 1 || id > MAX_ID) {
        continue;
      }
      if (id >= explainedAt.length) {
        int length = Math.min(MAX_ID + 1, Math.max(id + 1, explainedAt.length * 2));
        explainedAt = Arrays.copyOf(explainedAt, length);
        explainedIn = Arrays.copyOf(explainedIn, length);
      }
      if (explainedAt[id] > 0) {
        earlier.computeIfAbsent(id, i -> new ArrayList<>()).add(new Meaning(explainedIn[id], explainedAt[id]));
      }
      explainedAt[id] = position;
      explainedIn[id] = modelVersion;
    }
  }

  void close() {
    reader.close();
  }
}
