package io.busbar.testkit.environment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Content of one simulated file: what programs see, and for each sector the versions that a power loss may leave.
 * A sector is written whole or not at all; sectors reach the medium in any order until a flush.
 */
final class SimInode {
  static final int SECTOR = 512;
  static final int PAGE = 4_096;
  private static final byte[] ZEROS = new byte[SECTOR];

  private byte[] seen = new byte[0];
  private int size;
  private byte[] durable = new byte[0];
  private int durableSize;
  /** Whether a flush has failed, so that what programs see need not be what the medium has. */
  private boolean diverged;
  /** Sectors written since the last flush: every version in order. */
  private final TreeMap<Integer, List<byte[]>> unflushed = new TreeMap<>();
  private final List<Integer> unflushedSizes = new ArrayList<>();

  /** Whether a power loss changes nothing. */
  private boolean isAtRest() {
    return unflushed.isEmpty() && unflushedSizes.isEmpty() && !diverged;
  }

  /** The same content, on the medium and in memory. */
  SimInode copy() {
    SimInode copy = new SimInode();
    boolean rests = isAtRest();
    copy.seen = rests ? seen : seen.clone();
    copy.size = size;
    copy.durable = rests ? durable : durable.clone();
    copy.diverged = diverged;
    copy.durableSize = durableSize;
    unflushed.forEach((sector, versions) -> copy.unflushed.put(sector, new ArrayList<>(versions)));
    copy.unflushedSizes.addAll(unflushedSizes);
    return copy;
  }

  int size() {
    return size;
  }

  void resize(int bytes) {
    if (bytes < size) {
      Arrays.fill(seen, bytes, size, (byte) 0);
      noteRange(bytes, size);
    }
    grow(bytes);
    size = bytes;
    unflushedSizes.add(bytes);
  }

  int read(long position, byte[] into, int offset, int length) {
    if (position >= size) {
      return 0;
    }
    int n = (int) Math.min(length, size - position);
    System.arraycopy(seen, (int) position, into, offset, n);
    return n;
  }

  void write(int position, byte[] from) {
    int end = position + from.length;
    grow(end);
    System.arraycopy(from, 0, seen, position, from.length);
    if (end > size) {
      size = end;
      unflushedSizes.add(size);
    }
    noteRange(position, end);
  }

  void flush() {
    for (int sector : unflushed.keySet()) {
      durable = put(durable, sector, sectorOf(seen, sector));
    }
    durableSize = size;
    unflushed.clear();
    unflushedSizes.clear();
  }

  /** A flush that failed: each sector may or may not have reached the medium, and the kernel forgets that it did not. */
  void failedFlush(SimRandom random, boolean direct) {
    settle(random);
    diverged = true;
    if (direct) {
      seen = Arrays.copyOf(durable, roundUp(Math.max(Math.max(size, durableSize), durable.length)));
      size = durableSize;
      Arrays.fill(seen, size, seen.length, (byte) 0);
    }
    unflushed.clear();
    unflushedSizes.clear();
  }

  /**
   * Power loss: what programs see from now on is what happened to reach the medium.
   *
   * @param percent chance that a page that was being written is destroyed as a whole, and the one beside it
   */
  void crash(SimRandom random, int percent) {
    if (isAtRest()) {
      return;
    }
    settle(random);
    if (!unflushed.isEmpty() && percent > 0 && random.chance(percent)) {
      List<Integer> sectors = List.copyOf(unflushed.keySet());
      int page = sectors.get(random.nextInt(sectors.size())) * SECTOR / PAGE;
      destroy(page, random);
      if (random.chance(70)) {
        destroy(page + (random.chance(50) ? 1 : -1), random);
      }
    }
    unflushed.clear();
    unflushedSizes.clear();
    seen = Arrays.copyOf(durable, roundUp(Math.max(durableSize, durable.length)));
    size = durableSize;
    Arrays.fill(seen, size, seen.length, (byte) 0);
    diverged = false;
  }

  /** What a device leaves that was interrupted while it moved a page: erased, half of it, or anything. */
  private void destroy(int page, SimRandom random) {
    int from = page * PAGE;
    if (page < 0 || from >= durable.length) {
      return;
    }
    int to = Math.min(from + PAGE, durable.length);
    int kind = random.nextInt(3);
    for (int i = from + (kind == 2 ? random.nextInt(to - from) : 0); i < to; i++) {
      durable[i] = (byte) (kind == 0 ? 0xFF : random.nextInt(256));
    }
  }

  /** Flips one bit on the medium and in what programs see. */
  void flipBit(long bit) {
    int at = (int) (bit >>> 3);
    byte mask = (byte) (1 << (bit & 7));
    seen[at] ^= mask;
    durable = Arrays.copyOf(durable, Math.max(durable.length, roundUp(at + 1)));
    durable[at] ^= mask;
  }

  private void settle(SimRandom random) {
    unflushed.forEach((sector, versions) -> {
      int pick = random.nextInt(versions.size() + 1);
      if (pick > 0) {
        durable = put(durable, sector, versions.get(pick - 1));
      }
    });
    int pick = random.nextInt(unflushedSizes.size() + 1);
    if (pick > 0) {
      durableSize = unflushedSizes.get(pick - 1);
    }
  }

  private void noteRange(int from, int to) {
    for (int sector = from / SECTOR; sector * SECTOR < to; sector++) {
      unflushed.computeIfAbsent(sector, s -> new ArrayList<>(1)).add(sectorOf(seen, sector));
    }
  }

  private void grow(int bytes) {
    if (bytes > seen.length) {
      seen = Arrays.copyOf(seen, roundUp(Math.max(bytes, Math.min(seen.length * 2, 1 << 26))));
    }
  }

  private static byte[] sectorOf(byte[] bytes, int sector) {
    if (Arrays.equals(bytes, sector * SECTOR, (sector + 1) * SECTOR, ZEROS, 0, SECTOR)) {
      return ZEROS;
    }
    return Arrays.copyOfRange(bytes, sector * SECTOR, (sector + 1) * SECTOR);
  }

  private static byte[] put(byte[] bytes, int sector, byte[] content) {
    int end = (sector + 1) * SECTOR;
    byte[] target = end > bytes.length ? Arrays.copyOf(bytes, Math.max(end, Math.min(bytes.length * 2, 1 << 26))) : bytes;
    System.arraycopy(content, 0, target, sector * SECTOR, SECTOR);
    return target;
  }

  private static int roundUp(int bytes) {
    return (bytes + SECTOR - 1) / SECTOR * SECTOR;
  }
}
