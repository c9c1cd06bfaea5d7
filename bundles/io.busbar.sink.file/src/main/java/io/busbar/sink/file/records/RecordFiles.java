package io.busbar.sink.file.records;

import io.busbar.api.data.FileChunk;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.sink.Sink;
import io.busbar.api.sink.SinkBatch;
import io.busbar.api.sink.SinkPosition;
import io.busbar.api.storage.Storage;
import io.busbar.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of devices (disturbance records) as files. Until one is whole it is {@code NAME.part}, beside {@code NAME.got}, which says what of
 * it is there: eight bytes a part, offset and length. Parts may come in any order and again. One thread.
 */
public final class RecordFiles implements Sink, AutoCloseable {
  private static final int RANGE_BYTES = 8;

  /** Opens the folder; called again after a failure. */
  @FunctionalInterface
  public interface Opener {
    /** The folder of the files. */
    Storage open() throws IOException;
  }

  private record Range(int from, int to) implements Comparable<Range> {
    @Override
    public int compareTo(Range other) {
      return from != other.from ? Integer.compare(from, other.from) : Integer.compare(to, other.to);
    }
  }

  /** A file that is not whole yet. */
  private static final class Growing {
    final int bytes;
    final StorageFile part;
    final StorageFile got;
    final Set<Range> ranges = new TreeSet<>();
    final List<Range> fresh = new ArrayList<>();

    Growing(int bytes, StorageFile part, StorageFile got) {
      this.bytes = bytes;
      this.part = part;
      this.got = got;
    }

    /** The bytes first, then the word that they are there: a power cut in between leaves nothing that is not so. */
    void flush() throws IOException {
      part.force();
      ByteBuffer word = ByteBuffer.allocate(fresh.size() * RANGE_BYTES);
      fresh.forEach(each -> word.putInt(each.from()).putInt(each.to() - each.from()));
      got.write(got.size(), word.flip());
      got.force();
    }

    boolean isWhole() {
      int reached = 0;
      for (Range each : ranges) {
        if (each.from() > reached) {
          return false;
        }
        reached = Math.max(reached, each.to());
      }
      return reached >= bytes;
    }

    void close() throws IOException {
      try (part; got) {
        ranges.clear();
      }
    }
  }

  private final Opener opener;
  private final Map<String, Growing> growing = new LinkedHashMap<>();
  private @Nullable Storage folder;
  private volatile String newest = "";

  /** A sink that opens its folder when the first part comes. */
  public RecordFiles(Opener opener) {
    this.opener = opener;
  }

  @Override
  public void accept(SinkBatch batch) throws IOException {
    SampleBatch samples = batch.samples();
    for (int row = 0; row < samples.size(); row++) {
      FileChunk chunk = batch.kind(row) == Kind.BYTES ? FileChunk.decode(samples.blobs.bytesAt(samples.bits[row])) : null;
      if (chunk != null && chunk.fileBytes() > 0) {
        take(RecordName.of(batch.gateway(), batch.point(row), chunk.name(), samples.sourceTime[row]), chunk);
      }
    }
  }

  private void take(String name, FileChunk chunk) throws IOException {
    Storage storage = storage();
    Growing file = growing.get(name);
    if (file == null) {
      if (storage.fileBytes(name) == chunk.fileBytes()) {
        return; // it is whole: a part that comes again says the same
      }
      file = open(storage, name, chunk.fileBytes());
      growing.put(name, file);
    }
    if (file.bytes != chunk.fileBytes()) {
      return; // not the file that this name stands for
    }
    file.part.write(chunk.offset(), ByteBuffer.wrap(chunk.bytes()));
    Range range = new Range(chunk.offset(), chunk.offset() + chunk.bytes().length);
    if (file.ranges.add(range)) {
      file.fresh.add(range);
    }
  }

  private static Growing open(Storage storage, String name, int bytes) throws IOException {
    Growing file = new Growing(bytes, storage.open(name + ".part"), storage.open(name + ".got"));
    long known = file.got.size() / RANGE_BYTES * RANGE_BYTES;
    if (known != file.got.size()) {
      file.got.resize(known);
    }
    ByteBuffer ranges = ByteBuffer.allocate((int) known);
    file.got.read(0, ranges);
    ranges.flip();
    while (ranges.remaining() >= RANGE_BYTES) {
      int from = ranges.getInt();
      file.ranges.add(new Range(from, from + ranges.getInt()));
    }
    return file;
  }

  @Override
  public void commit(SinkPosition position) throws IOException {
    if (growing.isEmpty()) {
      return;
    }
    Storage storage = storage();
    for (Map.Entry<String, Growing> each : growing.entrySet()) {
      Growing file = each.getValue();
      file.flush();
      boolean whole = file.isWhole();
      file.close();
      if (whole) {
        storage.rename(each.getKey() + ".part", each.getKey());
        storage.delete(each.getKey() + ".got");
        newest = each.getKey();
      }
    }
    growing.clear();
    storage.sync();
  }

  @Override
  public String describe() {
    return newest.isEmpty() ? "" : "newest file of a device: " + newest;
  }

  private Storage storage() throws IOException {
    Storage opened = folder == null ? opener.open() : folder;
    folder = opened;
    return opened;
  }

  @Override
  public void close() throws IOException {
    for (Growing each : growing.values()) {
      each.close();
    }
    growing.clear();
    folder = null;
  }
}
