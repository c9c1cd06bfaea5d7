package io.busbar.codec.stream;

import io.busbar.api.data.BlobArena;
import io.busbar.codec.mix.Bit;
import java.util.Arrays;

/** Codes text and byte strings: the same as last time, or byte by byte in the context of the byte before. */
final class BlobBytes {
  private static final int SAME = 0x400;
  private static final int LENGTH = 0xF00;
  private static final int REMEMBERED = 256;

  private final Model model;
  private int[] bytes = new int[0];

  BlobBytes(Model model) {
    this.model = model;
  }

  long code(Point point, long place, BlobArena arena) {
    byte[] blob = model.coder.isDecoding() ? point.blob : arena.bytesAt(place);
    int same = model.flag(SAME, Arrays.equals(blob, point.blob) ? 1 : 0);
    if (same == 1) {
      return model.coder.isDecoding() ? arena.add(point.blob, 0, point.blob.length) : place;
    }
    long length = model.numbers.gamma(LENGTH, blob.length);
    if (length > BlobArena.MAX_BYTES) {
      return -1;
    }
    if (bytes.length == 0) {
      bytes = new int[1 << 16];
      Arrays.fill(bytes, Bit.NEW);
    }
    byte[] coded = model.coder.isDecoding() ? new byte[Math.min((int) length, 64)] : blob;
    int before = 0;
    for (int i = 0; i < length; i++) {
      if (i == coded.length) {
        if (model.coder.isPastEnd()) {
          return -1;
        }
        coded = Arrays.copyOf(coded, (int) Math.min(length, coded.length * 2L));
      }
      int node = 1;
      for (int bit = 7; bit >= 0; bit--) {
        node = node << 1 | byteBit(before << 8 | node, coded[i] >>> bit & 1);
      }
      coded[i] = (byte) node;
      before = node & 0xFF;
    }
    if (model.learn) {
      point.blob = length <= REMEMBERED ? coded : new byte[0];
    }
    return model.coder.isDecoding() ? arena.add(coded, 0, (int) length) : place;
  }

  private int byteBit(int context, int bit) {
    return model.learn ? Bit.code(model.coder, bytes, context, bit) : model.coder.bit(bit, Bit.p(bytes[context]));
  }
}
