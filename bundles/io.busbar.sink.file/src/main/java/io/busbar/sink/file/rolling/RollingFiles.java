package io.busbar.sink.file.rolling;

import io.busbar.api.storage.Storage;
import io.busbar.api.storage.StorageFile;
import io.busbar.api.time.BusClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The data files and the position file in one storage. One thread. After an exception {@link #recover} is due. */
public final class RollingFiles implements AutoCloseable {
  /** Name of the position file. */
  public static final String POSITION_FILE = "position.bin";

  private static final System.Logger LOG = System.getLogger("io.busbar.sink.file");
  private static final String PREFIX = "busbar-";
  private static final String SUFFIX = ".ndjson";

  private final Storage storage;
  private final Limits limits;
  private final BusClock clock;
  private Committed committed = Committed.NOTHING;
  private @Nullable StorageFile data;
  private @Nullable StorageFile slots;
  private long length;

  /** Files in a storage; nothing is touched before {@link #recover}. */
  public RollingFiles(Storage storage, Limits limits, BusClock clock) {
    this.storage = storage;
    this.limits = limits;
    this.clock = clock;
  }

  /** Name of a data file: names sort as the files were begun. */
  public static String fileName(long number) {
    return String.format(Locale.ROOT, PREFIX + "%010d" + SUFFIX, number);
  }

  /** Finds what was committed and cuts off what was not. */
  public void recover() throws IOException {
    close();
    StorageFile positionFile = storage.open(POSITION_FILE);
    slots = positionFile;
    committed = newest(positionFile);
    List<Long> numbers = numbers();
    long present = committed.file();
    for (long number : numbers) {
      if (number > present && committed.sequence() > 0) {
        storage.delete(fileName(number));
      }
    }
    if (numbers.contains(present) && committed.sequence() > 0) {
      cut(present);
    } else {
      long newest = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
      begin(Math.max(present, committed.sequence() > 0 ? present : newest) + 1);
      // A slot before the first line: without one, lines of a first commit that a crash cut short would stay for ever.
      mark(committed.positions());
    }
    storage.sync();
  }

  private static Committed newest(StorageFile positionFile) throws IOException {
    Committed newest = Committed.NOTHING;
    for (int slot = 0; slot < 2; slot++) {
      ByteBuffer bytes = ByteBuffer.allocate(Committed.SLOT_BYTES);
      positionFile.read((long) slot * Committed.SLOT_BYTES, bytes);
      Committed found = Committed.decode(bytes.flip());
      if (found != null && found.sequence() > newest.sequence()) {
        newest = found;
      }
    }
    return newest;
  }

  private void cut(long number) throws IOException {
    StorageFile file = storage.open(fileName(number));
    long size = file.size();
    if (size < committed.length()) {
      LOG.log(System.Logger.Level.WARNING, fileName(number) + " has " + size + " bytes, " + committed.length()
          + " were committed: somebody has shortened it. It is left as it is and a new file is begun.");
      file.close();
      begin(number + 1);
      return;
    }
    if (size > committed.length()) {
      file.resize(committed.length());
      file.force();
    }
    data = file;
    length = committed.length();
  }

  private void begin(long number) throws IOException {
    StorageFile old = data;
    data = null;
    if (old != null) {
      old.close();
    }
    StorageFile file = storage.open(fileName(number));
    if (file.size() > 0) {
      file.resize(0);
    }
    data = file;
    length = 0;
    committed = new Committed(committed.sequence(), number, 0, clock.wallNs(), committed.positions());
    storage.sync();
  }

  private List<Long> numbers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (String name : storage.list()) {
      if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
        String digits = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
        if (digits.matches("[0-9]{1,18}")) {
          numbers.add(Long.parseLong(digits));
        }
      }
    }
    numbers.sort(null);
    return numbers;
  }

  /** Up to where a stream of central's journal is in the files, durably; 0 for nothing. Stream codes count from 1. */
  public long position(int streamCode) {
    return committed.positions()[streamCode - 1];
  }

  /** Whether the files hold anything that was committed. */
  public boolean isEmpty() {
    return Arrays.stream(committed.positions()).allMatch(position -> position == 0);
  }

  /** Adds whole lines. */
  public void append(ByteBuffer lines) throws IOException {
    int bytes = lines.remaining();
    file().write(length, lines);
    length += bytes;
  }

  /** Makes durable what was added, with a stream's position, and begins a new file if it is time to. */
  public void commit(int streamCode, long position) throws IOException {
    if (length > committed.length()) {
      file().force();
    }
    long[] positions = committed.positions().clone();
    positions[streamCode - 1] = position;
    mark(positions);
    boolean old = clock.wallNs() - committed.begunNs() >= limits.fileAgeNs();
    if (length > 0 && (length >= limits.fileBytes() || old)) {
      begin(committed.file() + 1);
      retire();
    }
  }

  private void mark(long[] positions) throws IOException {
    Committed next = new Committed(committed.sequence() + 1, committed.file(), length, committed.begunNs(), positions);
    StorageFile slotFile = slots;
    if (slotFile == null) {
      throw new IOException("the file sink is closed");
    }
    slotFile.write((next.sequence() & 1) * Committed.SLOT_BYTES, next.encode());
    slotFile.force();
    committed = next;
  }

  private void retire() throws IOException {
    List<Long> numbers = numbers();
    for (int i = 0; i < numbers.size() - limits.files(); i++) {
      storage.delete(fileName(numbers.get(i)));
    }
    storage.sync();
  }

  private StorageFile file() throws IOException {
    StorageFile file = data;
    if (file == null) {
      throw new IOException("the file sink is closed");
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    StorageFile file = data;
    StorageFile slotFile = slots;
    data = null;
    slots = null;
    if (file != null) {
      file.close();
    }
    if (slotFile != null) {
      slotFile.close();
    }
  }
}
