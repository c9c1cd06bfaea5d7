package io.busbar.central;

import io.busbar.api.journal.Journal;
import io.busbar.api.journal.StreamId;
import io.busbar.api.storage.Storage;
import io.busbar.api.storage.StorageFile;
import io.busbar.central.image.CentralPicture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Saves the picture now and then into a file, and holds by a cursor the records that are newer than the file. One thread.
 */
final class PictureKeeper {
  /** Name of the file. */
  static final String FILE = "picture.bin";
  /** Pause between two saves, ns. */
  static final long EVERY_NS = 120_000_000_000L;

  private static final System.Logger LOG = System.getLogger("io.busbar.central");
  private static final String FRESH = "picture.new";
  private static final String CURSOR = "picture";
  private static final int MAX_BYTES = 256 << 20;
  private static final List<StreamId> STREAMS = List.of(StreamId.EVENTS, StreamId.MEASUREMENTS);

  private final Storage storage;
  private boolean failed;

  PictureKeeper(Storage storage) {
    this.storage = storage;
  }

  /** The saved picture; empty if there is none or it cannot be read. */
  byte[] load() {
    try {
      if (!storage.list().contains(FILE)) {
        return new byte[0];
      }
      try (StorageFile file = storage.open(FILE)) {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MAX_BYTES, file.size()));
        file.read(0, bytes);
        return bytes.array();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "The saved picture cannot be read: " + e.getMessage());
      return new byte[0];
    }
  }

  /** Registers the cursor, so that from now on nothing is freed that the file does not hold. */
  void hold(Journal journal) {
    STREAMS.forEach(stream -> journal.cursor(CURSOR, stream));
  }

  /** Saves; a failure is said once and costs nothing but space in the journal. */
  void save(CentralPicture picture, Journal journal) {
    Map<StreamId, Long> heads = new EnumMap<>(StreamId.class);
    STREAMS.forEach(stream -> heads.put(stream, journal.head(stream)));
    byte[] bytes = picture.save();
    try {
      try (StorageFile file = storage.open(FRESH)) {
        file.resize(0);
        file.write(0, ByteBuffer.wrap(bytes));
        file.force();
      }
      storage.rename(FRESH, FILE);
      storage.sync();
      heads.forEach((stream, head) -> journal.moveCursor(CURSOR, stream, head));
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        failed = true;
        LOG.log(System.Logger.Level.WARNING, "The picture cannot be saved: " + e.getMessage()
            + ". It is tried again; after a restart, points that report seldom would be missing until they do.");
      }
    }
  }
}
