package io.busbar.testkit.environment;

import io.busbar.api.storage.Storage;
import io.busbar.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Storage that crashes as disks do. What was written and not flushed is lost, kept or torn, sector by sector and in
 * any order; directory changes that were not synced are lost from some point on; a flush that fails leaves nobody
 * knowing; the medium can be full; bits can rot. All by seed.
 *
 * <p>Thread-safe by one lock. After {@link #restart()} files that were open before throw {@link SimulatedCrash}.
 */
public final class SimStorage implements Storage {
  /** Size of what is written whole or not at all, in bytes. */
  public static final int SECTOR_BYTES = SimInode.SECTOR;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private final SimRandom random;
  private long capacityBytes;
  private int damagePercent;
  private boolean direct;
  private TreeMap<String, SimInode> seen = new TreeMap<>();
  private TreeMap<String, SimInode> durable = new TreeMap<>();
  private final List<Change> unsynced = new ArrayList<>();
  private FaultPlan plan = FaultPlan.NONE;
  private long calls;
  private long forces;
  private int life;
  private boolean down;

  /**
   * An empty storage.
   *
   * @param random decides what a power loss leaves
   * @param capacityBytes sum of all file sizes at most
   */
  public SimStorage(SimRandom random, long capacityBytes) {
    this.random = random;
    this.capacityBytes = capacityBytes;
  }

  /** An empty storage of 64 MiB. */
  public SimStorage(SimRandom random) {
    this(random, 64L << 20);
  }

  /** Sets the sum of all file sizes at most: somebody frees space, or takes it. */
  public synchronized void capacity(long newCapacityBytes) {
    capacityBytes = newCapacityBytes;
  }

  /**
   * Lets that share of power losses destroy a whole page of 4,096 bytes that was being written, and mostly one beside it
   * that may have been flushed long ago. Off at first.
   */
  public synchronized void damagePages(int percent) {
    damagePercent = percent;
  }

  /** Lets it be one past whose memory pages are written, or not, as at first. */
  public synchronized void direct(boolean newDirect) {
    direct = newDirect;
  }

  @Override
  public synchronized boolean isDirect() {
    return direct;
  }

  /**
   * A copy as it is now, with its own dice and without faults: to look at what a power loss at
   * this moment would leave. Files that are at rest are shared: use up the copy before this storage is written to again.
   */
  public synchronized SimStorage fork(SimRandom dice) {
    SimStorage copy = new SimStorage(dice, capacityBytes);
    IdentityHashMap<SimInode, SimInode> copies = new IdentityHashMap<>();
    seen.forEach((name, inode) -> copy.seen.put(name, copies.computeIfAbsent(inode, SimInode::copy)));
    durable.forEach((name, inode) -> copy.durable.put(name, copies.computeIfAbsent(inode, SimInode::copy)));
    unsynced.forEach(change -> copy.unsynced.add(new Change(change.name, change.to,
        change.inode == null ? null : copies.computeIfAbsent(change.inode, SimInode::copy))));
    copy.damagePercent = damagePercent;
    copy.direct = direct;
    return copy;
  }

  /** Sets what fails from now on. */
  public synchronized void faults(FaultPlan newPlan) {
    plan = newPlan;
  }

  /** Calls so far. */
  public synchronized long calls() {
    return calls;
  }

  /** Flushes of files that worked so far. */
  public synchronized long forces() {
    return forces;
  }

  /** Cuts the power now, if it is still on: what was not flushed is settled by the seed; then starts again. */
  public synchronized void restart() {
    int kept = random.nextInt(unsynced.size() + 1);
    unsynced.subList(0, kept).forEach(change -> change.apply(durable));
    unsynced.clear();
    seen = new TreeMap<>(durable);
    seen.values().forEach(inode -> inode.crash(random, damagePercent));
    life++;
    down = false;
    plan = FaultPlan.NONE;
  }

  /** Ends the process without power loss: nothing that was written is lost, open files are dead. */
  public synchronized void kill() {
    life++;
    down = false;
    plan = FaultPlan.NONE;
  }

  /** Size of a file, without counting as a call; −1 if there is none. */
  public synchronized long sizeOf(String name) {
    SimInode inode = seen.get(name);
    return inode == null ? -1 : inode.size();
  }

  /** Names of all files, without counting as a call. */
  public synchronized List<String> names() {
    return List.copyOf(seen.keySet());
  }

  /** Lets one bit rot, counted from the start of the file. */
  public synchronized void flipBit(String name, long bit) {
    SimInode inode = seen.get(name);
    if (inode == null || bit < 0 || bit >= 8L * inode.size()) {
      throw new IllegalArgumentException("no bit " + bit + " in " + name);
    }
    inode.flipBit(bit);
  }

  @Override
  public synchronized List<String> list() throws IOException {
    check("list", life);
    return List.copyOf(seen.keySet());
  }

  @Override
  public synchronized long fileBytes(String name) throws IOException {
    check("size", life);
    return sizeOf(name);
  }

  @Override
  public synchronized StorageFile open(String name) throws IOException {
    check("open", life);
    if (!NAME.matcher(name).matches()) {
      throw new IOException("not a file name: " + name);
    }
    SimInode inode = seen.get(name);
    if (inode == null) {
      inode = new SimInode();
      change(new Change(name, null, inode));
    }
    return new SimFile(this, inode, life);
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    check("delete", life);
    change(new Change(name, null, null));
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    check("rename", life);
    if (!seen.containsKey(from)) {
      throw new IOException("no such file: " + from);
    }
    change(new Change(from, to, null));
  }

  @Override
  public synchronized void sync() throws IOException {
    check("sync", life);
    unsynced.forEach(change -> change.apply(durable));
    unsynced.clear();
  }

  @Override
  public synchronized long freeBytes() throws IOException {
    check("free", life);
    return capacityBytes - used();
  }

  private void change(Change change) {
    change.apply(seen);
    unsynced.add(change);
  }

  /** A change of the folder: a creation with an inode, a renaming with a new name, else a deletion. */
  private record Change(String name, @Nullable String to, @Nullable SimInode inode) {
    void apply(Map<String, SimInode> files) {
      SimInode known = inode;
      if (known != null) {
        files.put(name, known);
        return;
      }
      SimInode taken = files.remove(name);
      if (to != null && taken != null) {
        files.put(to, taken);
      }
    }
  }

  private long used() {
    return seen.values().stream().mapToLong(SimInode::size).sum();
  }

  /** Counts a call and lets it fail if the plan says so. */
  private void check(String operation, int lifeOfCaller) throws IOException {
    if (down || lifeOfCaller != life) {
      throw new SimulatedCrash();
    }
    calls++;
    switch (plan.of(calls, operation)) {
      case NONE -> { }
      case ERROR -> throw new IOException("simulated I/O error in call " + calls + " (" + operation + ")");
      case CRASH -> {
        down = true;
        throw new SimulatedCrash();
      }
    }
  }

  synchronized long size(SimInode inode, int lifeOfFile) throws IOException {
    check("size", lifeOfFile);
    return inode.size();
  }

  synchronized void resize(SimInode inode, int lifeOfFile, long bytes) throws IOException {
    check("resize", lifeOfFile);
    room(bytes - inode.size());
    inode.resize((int) bytes);
  }

  synchronized int read(SimInode inode, int lifeOfFile, long position, ByteBuffer into) throws IOException {
    check("read", lifeOfFile);
    byte[] bytes = new byte[into.remaining()];
    int n = inode.read(position, bytes, 0, bytes.length);
    into.put(bytes, 0, n);
    return n;
  }

  synchronized void write(SimInode inode, int lifeOfFile, long position, ByteBuffer from) throws IOException {
    byte[] bytes = new byte[from.remaining()];
    from.duplicate().get(bytes);
    boolean wasUp = !down && lifeOfFile == life;
    boolean worked = false;
    try {
      check("write", lifeOfFile);
      worked = true;
    } finally {
      // A write that the power loss or an error interrupts may have begun.
      if (!worked && wasUp && bytes.length > 0 && random.chance(50)) {
        int part = random.nextInt(bytes.length + 1);
        inode.write((int) position, Arrays.copyOf(bytes, part));
      }
    }
    room(position + bytes.length - inode.size());
    inode.write((int) position, bytes);
    from.position(from.limit());
  }

  synchronized void force(SimInode inode, int lifeOfFile) throws IOException {
    try {
      check("force", lifeOfFile);
    } catch (IOException e) {
      inode.failedFlush(random, direct);
      throw e;
    }
    inode.flush();
    forces++;
  }

  private void room(long more) throws IOException {
    if (more > 0 && used() + more > capacityBytes) {
      throw new IOException("No space left on device");
    }
  }
}
