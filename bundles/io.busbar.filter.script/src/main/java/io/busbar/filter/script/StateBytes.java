package io.busbar.filter.script;

import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;

/** Some bytes per row in durable columns: length in the first, eight bytes in each of the others. */
final class StateBytes {
  private static final int WORD = 8;

  private final LongColumn length;
  private final LongColumn[] words;

  /** Declares the columns. */
  StateBytes(StageContext context, int mostBytes) {
    length = context.longs("stateLength", 0, true);
    words = new LongColumn[(mostBytes + WORD - 1) / WORD];
    for (int i = 0; i < words.length; i++) {
      words[i] = context.longs("state" + i, 0, true);
    }
  }

  /** The bytes of a row; none where the room has become too small for them. */
  byte[] get(int row) {
    int count = (int) length.get(row);
    if (count > words.length * WORD) {
      return new byte[0];
    }
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (words[i / WORD].get(row) >>> (WORD * (i % WORD)));
    }
    return bytes;
  }

  /** Replaces the bytes of a row; there is room for them. Columns that stay as they are are not touched. */
  void set(int row, byte[] bytes) {
    put(length, row, bytes.length);
    for (int i = 0; i < words.length; i++) {
      long word = 0;
      for (int k = 0; k < WORD && i * WORD + k < bytes.length; k++) {
        word |= (bytes[i * WORD + k] & 0xFFL) << (WORD * k);
      }
      put(words[i], row, word);
    }
  }

  private static void put(LongColumn column, int row, long value) {
    if (column.get(row) != value) {
      column.set(row, value);
    }
  }
}
