package io.busbar.journal.log;

import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.StreamId;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.environment.StorageFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Many crash points in one seeded history: whenever the log is about to flush or to change its folder, the power goes several
 * times over in copies of the storage: sectors torn, lost and out of order, the page under way and the one beside it
 * destroyed. Each copy is recovered and compared with what was acknowledged. {@link CrashHistory} goes on after its crashes;
 * this one looks at more of them.
 */
public final class CrashPoints {
  private static final StreamId[] STREAMS = StreamId.values();
  private static final JournalOptions OPTIONS = new JournalOptions(64 << 10, 8 << 20);
  private static final String COMMIT = "commit";
  private static final int COPIES_AT_A_FLUSH = 4;
  private static final int COPIES_AT_A_CHANGE = 2;

  private final long seed;
  private final SimRandom random;
  private final SimStorage storage;
  private final SimClock clock = new SimClock();
  /** Heads after each commit, by its number from 0. */
  private final List<long[]> heads = new ArrayList<>();
  private final List<List<byte[]>> appended = new ArrayList<>();
  private int acknowledged;
  private long points;

  /** A history from a seed. */
  public CrashPoints(long seed) {
    this.seed = seed;
    random = new SimRandom(seed);
    storage = new SimStorage(random);
    storage.direct(random.chance(50));
    storage.damagePages(random.chance(20) ? 0 : 60);
    heads.add(new long[Streams.COUNT]);
    for (int s = 0; s < Streams.COUNT; s++) {
      appended.add(new ArrayList<>());
    }
  }

  /** Runs it. */
  public void run() throws Exception {
    int lives = 1 + random.nextInt(3);
    for (int life = 0; life < lives; life++) {
      storage.faults((call, operation) -> {
        int copies = switch (operation) {
          case "force" -> COPIES_AT_A_FLUSH;
          case "sync", "rename", "delete", "resize" -> COPIES_AT_A_CHANGE;
          default -> 0;
        };
        for (int i = 0; i < copies; i++) {
          crash(random.nextLong());
        }
        return StorageFault.NONE;
      });
      SegmentLog log = SegmentLog.open(storage, OPTIONS, clock, random);
      for (int commits = 10 + random.nextInt(50); commits > 0; commits--) {
        commit(log);
      }
      storage.faults((call, operation) -> StorageFault.NONE);
      if (random.chance(50)) {
        storage.restart();
      } else {
        storage.kill();
      }
    }
  }

  private void commit(SegmentLog log) throws IOException {
    long[] next = heads.get(acknowledged).clone();
    int most = random.chance(85) ? 300 : random.chance(70) ? 3_000 : 20_000;
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      StreamId stream = STREAMS[random.chance(60) ? 1 : random.nextInt(STREAMS.length)];
      byte[] record = (stream + "/" + (next[stream.code()] + 1) + "x".repeat(random.nextInt(most))).getBytes(StandardCharsets.US_ASCII);
      next[stream.code()] = log.append(stream, record, 0, record.length);
      appended.get(stream.code()).add(record);
    }
    log.putState(COMMIT, String.valueOf(acknowledged + 1).getBytes(StandardCharsets.US_ASCII));
    heads.add(next);
    clock.advanceMs(1 + random.nextInt(300));
    log.commit();
    acknowledged++;
  }

  private void crash(long dice) {
    points++;
    SimStorage copy = storage.fork(new SimRandom(dice));
    copy.restart();
    try {
      Recovered found = Recovery.run(copy);
      byte[] state = found.state.get(COMMIT);
      int commit = state == null ? 0 : Integer.parseInt(new String(state, StandardCharsets.US_ASCII));
      require(commit >= acknowledged && commit < heads.size(), "commit " + commit + " is the last one");
      for (int s = 1; s < Streams.COUNT; s++) {
        require(found.heads[s] == heads.get(commit)[s], "stream " + s + " ends at " + found.heads[s]);
      }
      require(!found.damage.anyWaiting(), "there is damage");
      check(copy, found);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("history " + seed + ", crash point " + points + ", " + acknowledged + " commits acknowledged", e);
    }
  }

  /** Every position stands once, in order, and what was replayed is read and compared. */
  private void check(SimStorage copy, Recovered found) throws IOException {
    long[] last = new long[Streams.COUNT];
    for (Segment segment : found.catalogue.all()) {
      for (int s = 1; s < Streams.COUNT; s++) {
        if (segment.first(s) > 0) {
          require(segment.first(s) == last[s] + 1, "stream " + s + " goes on at " + segment.first(s) + " after " + last[s]);
          if (!found.loose.contains(segment)) {
            last[s] = segment.last(s);
          }
        }
      }
      if (found.loose.contains(segment)) {
        FrameScanner scanner = FrameScanner.of(copy.open(segment.fileName()), segment);
        for (Frame frame = scanner.next(segment.end()); frame != null; frame = scanner.next(segment.end())) {
          check(frame, last);
        }
      }
    }
    for (Frame frame : found.carry) {
      check(frame, last);
    }
    for (int s = 1; s < Streams.COUNT; s++) {
      require(last[s] == found.heads[s], "stream " + s + " can be read to " + last[s] + " of " + found.heads[s]);
    }
  }

  private void check(Frame frame, long[] last) throws IOException {
    FrameEntries entries = new FrameEntries(frame);
    try {
      while (entries.next()) {
        if (entries.isRecord()) {
          int s = entries.stream();
          require(entries.position() == ++last[s], "stream " + s + " has " + entries.position() + " in the place of " + last[s]);
          byte[] expected = appended.get(s).get((int) entries.position() - 1);
          require(java.util.Arrays.equals(entries.value(), expected), "stream " + s + " position " + entries.position() + " is something else");
        }
      }
    } catch (io.busbar.api.journal.BlockCodec.MalformedRecordException e) {
      throw new IOException(e);
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** Crash points looked at. */
  public long points() {
    return points;
  }

  /** Runs histories until so many crash points were looked at: {@code CrashPoints POINTS [FIRST_SEED]}. */
  public static void main(String[] arguments) throws Exception {
    java.util.logging.Logger quiet = java.util.logging.Logger.getLogger("io.busbar.journal");
    quiet.setLevel(java.util.logging.Level.OFF);
    long wanted = Long.parseLong(arguments[0]);
    long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
    long points = 0;
    long seed = first;
    while (points < wanted) {
      CrashPoints history = new CrashPoints(seed++);
      history.run();
      points += history.points();
    }
    System.out.println(points
        + " crash points in " + (seed - first) + " histories from seed " + first + ": nothing acknowledged lost, doubled or invented");
  }
}
