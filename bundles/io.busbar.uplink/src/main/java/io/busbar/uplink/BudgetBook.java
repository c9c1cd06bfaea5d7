package io.busbar.uplink;

import io.busbar.api.storage.Storage;
import io.busbar.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes of a day are used, over restarts and power cuts: never less than they are. A piece of the budget is written down
 * before it is used, so a restart without a goodbye counts up to that piece too much, and the days' flushes are few. Some days are
 * kept, so that a clock that is wrong for a while forgets nothing. One thread.
 *
 * <p>The file {@code budget} has two slots that are written in turn, so that a torn one leaves the other:
 * <pre>
 * 0       4         12    16
 * +-------+---------+-----+-----------------------------+----------+-----------+
 * | magic | version | n   | n × ( day i64 | bytes i64 ) | zeros …  | CRC-32C   |   SLOT_BYTES, each SLOT_PITCH
 * | u32   | u64     | u32 |                             |          | u32       |
 * +-------+---------+-----+-----------------------------+----------+-----------+
 * </pre>
 * The slot with the higher version holds; days count from 1970-01-01.
 */
final class BudgetBook implements AutoCloseable {
  /** Days that are kept. */
  static final int MAX_DAYS = 8;
  /** A day's budget is written down in that many pieces. */
  static final int PIECES = 200;
  /** Bytes of a slot: a page. */
  static final int SLOT_BYTES = 4_096;
  /** From slot to slot: a page that power loss damages beside the one that is written is none of the other. */
  static final int SLOT_PITCH = 4 * SLOT_BYTES;

  private static final long SIZE = SLOT_PITCH + SLOT_BYTES;
  private static final String FILE = "budget";
  private static final int MAGIC = 0x42_42_55_31;
  private static final int HEADER_BYTES = 16;
  private static final int CHECK_AT = SLOT_BYTES - Integer.BYTES;
  private static final System.Logger LOG = System.getLogger("io.busbar.uplink");

  private final @Nullable Storage storage;
  private final TreeMap<Long, Long> days = new TreeMap<>();
  private long version;
  private volatile String failure = "";

  /**
   * Reads what is written down.
   *
   * @param storage null to remember nothing over a restart
   */
  BudgetBook(@Nullable Storage storage) {
    this.storage = storage;
    if (storage != null) {
      try (StorageFile file = storage.open(FILE)) {
        for (int slot = 0; slot < 2; slot++) {
          take(file, slot);
        }
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  private void take(StorageFile file, int slot) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(SLOT_BYTES);
    if (file.read((long) slot * SLOT_PITCH, page) < SLOT_BYTES || page.getInt(0) != MAGIC || page.getInt(CHECK_AT) != check(page)
        || page.getLong(4) <= version) {
      return;
    }
    version = page.getLong(4);
    days.clear();
    int count = Math.max(0, Math.min(MAX_DAYS, page.getInt(12)));
    for (int i = 0; i < count; i++) {
      days.put(page.getLong(HEADER_BYTES + i * 16), Math.max(0, page.getLong(HEADER_BYTES + i * 16 + 8)));
    }
  }

  private static int check(ByteBuffer page) {
    CRC32C crc = new CRC32C();
    crc.update(page.duplicate().position(0).limit(CHECK_AT));
    return (int) crc.getValue();
  }

  /** Bytes of a day that count as used. */
  long spent(long day) {
    return days.getOrDefault(day, 0L);
  }

  /** The newest day that is known; 0 if none is. */
  long lastDay() {
    return days.isEmpty() ? 0 : days.lastKey();
  }

  /**
   * So many bytes of a day are used.
   *
   * @param perDay the day's budget; 0 if there is none: then nothing is written
   */
  void used(long day, long bytes, long perDay) {
    long piece = perDay / PIECES;
    // Early enough that what goes until the next call is written down, too.
    if (day == 0 || bytes + piece / 2 <= spent(day)) {
      return;
    }
    days.put(day, bytes + piece);
    write(perDay > 0);
  }

  /** That is all that was used of a day until something is sent again. */
  void finish(long day, long bytes, long perDay) {
    if (day != 0 && spent(day) != bytes) {
      days.put(day, bytes);
      write(perDay > 0);
    }
  }

  private void write(boolean durably) {
    while (days.size() > MAX_DAYS) {
      days.pollFirstEntry();
    }
    Storage folder = storage;
    if (folder == null || !durably) {
      return;
    }
    ByteBuffer page = ByteBuffer.allocate(SLOT_BYTES);
    page.putInt(MAGIC).putLong(version + 1).putInt(days.size());
    for (Map.Entry<Long, Long> day : days.entrySet()) {
      page.putLong(day.getKey()).putLong(day.getValue());
    }
    page.putInt(CHECK_AT, check(page));
    try (StorageFile file = folder.open(FILE)) {
      boolean isNew = file.size() < SIZE;
      if (isNew) {
        file.resize(SIZE);
      }
      file.write((version + 1) % 2 * SLOT_PITCH, page.clear());
      file.force();
      if (isNew) {
        folder.sync();
      }
      version++;
      failure = "";
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    if (failure.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, "what is used of the day's budget cannot be written down: " + e.getMessage(), e);
    }
    failure = "what is used of the day's budget cannot be written down, so a restart would begin the day anew: " + e.getMessage();
  }

  /** Why nothing can be written down, and what follows; empty if it can. Any thread. */
  String failure() {
    return failure;
  }

  @Override
  public void close() {
    if (storage instanceof AutoCloseable lock) {
      try {
        lock.close();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.WARNING, "the folder of the budget cannot be closed: " + e.getMessage(), e);
      }
    }
  }
}
