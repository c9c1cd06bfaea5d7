package io.busbar.benchmarks.journal;

import io.busbar.api.data.SampleBatch;
import io.busbar.benchmarks.endtoend.PolledSubstation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that writes or opens one store and says what that took as {@code name=number} lines:
 * {@code write STORE FOLDER BATCH COMMITS} or {@code open STORE FOLDER WARM_FOLDER}. It ends without closing, as a power loss does.
 */
final class StoreNode {
  /** Opened, and so found in a trace, when the measured commits begin and end. */
  static final String BEGIN = "/busbar-measured-begin";
  static final String END = "/busbar-measured-end";
  private static final int STREAM_SAMPLES = 200_000;
  /** Commits before the measured ones. */
  static final int WARM_COMMITS = 200;
  private static final int WARM_OPENINGS = 300;
  private static final int PAGE_BYTES = 4_096;

  private final PrintStream out;

  private StoreNode(PrintStream out) {
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    StoreNode node = new StoreNode(System.out);
    if (arguments[0].equals("write")) {
      node.write(arguments[1], Path.of(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
    } else {
      node.open(arguments[1], Path.of(arguments[2]), Path.of(arguments[3]));
    }
    Runtime.getRuntime().halt(0);
  }

  private void write(String name, Path folder, int batchSize, int commits) throws Exception {
    List<SampleBatch> batches = batches(batchSize);
    Store store = Store.open(name, folder);
    say("description", store.describe());
    for (int i = 0; i < WARM_COMMITS; i++) {
      store.commit(batches.get(i % batches.size()));
    }
    long before = writtenBytes();
    mark(BEGIN);
    long started = System.nanoTime();
    for (int i = 0; i < commits; i++) {
      store.commit(batches.get((WARM_COMMITS + i) % batches.size()));
    }
    long taken = System.nanoTime() - started;
    mark(END);
    say("bytesPerSample", (double) (writtenBytes() - before) / commits / batchSize);
    say("samplesPerSecond", (double) commits * batchSize / taken * 1e9);
    say("description", store.describe());
  }

  private void open(String name, Path folder, Path warmFolder) throws Exception {
    // Classes are loaded and compiled before: what is compared is the work, not the start of a JVM.
    for (int i = 0; i < WARM_OPENINGS; i++) {
      try (Store warm = Store.open(name, warmFolder)) {
        warm.resume();
      }
    }
    long started = System.nanoTime();
    Store store = Store.open(name, folder);
    long head = store.resume();
    long opened = System.nanoTime();
    long count = store.undelivered();
    long counted = System.nanoTime();
    say("flushMs", flushMs(folder));
    say("openMs", (opened - started) / 1e6);
    say("countMs", (counted - started) / 1e6);
    say("head", head);
    say("undelivered", count);
  }

  /** What a flush of the device takes at this moment, for the reader. */
  private static double flushMs(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve("flush"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(PAGE_BYTES));
      channel.force(false);
      channel.write(ByteBuffer.allocate(PAGE_BYTES), 0);
      long started = System.nanoTime();
      channel.force(false);
      return (System.nanoTime() - started) / 1e6;
    }
  }

  private static List<SampleBatch> batches(int batchSize) {
    PolledSubstation substation = new PolledSubstation(7);
    int[] identities = new int[PolledSubstation.DEVICES * PolledSubstation.POINTS];
    for (int i = 0; i < identities.length; i++) {
      identities[i] = i + 1;
    }
    List<SampleBatch> batches = new ArrayList<>();
    SampleBatch open = new SampleBatch(batchSize);
    SampleBatch polled = new SampleBatch(identities.length);
    for (int samples = 0; samples < STREAM_SAMPLES;) {
      substation.nextSecond();
      for (int device = 0; device < PolledSubstation.DEVICES; device++) {
        polled.clear();
        substation.poll(device, identities, polled, polled);
        for (int row = 0; row < polled.size(); row++) {
          if (open.isFull()) {
            batches.add(open);
            open = new SampleBatch(batchSize);
          }
          open.addRow(polled, row);
          samples++;
        }
      }
    }
    return batches;
  }

  /** Bytes that this process caused to be sent to the device, counted by the kernel; -1 where it does not. */
  private static long writtenBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/io"), StandardCharsets.US_ASCII)) {
      if (line.startsWith("write_bytes:")) {
        return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return -1;
  }

  private static void mark(String path) {
    if (Files.exists(Path.of(path))) {
      throw new IllegalStateException(path + " exists");
    }
  }

  private void say(String name, Object value) {
    out.println(name + "=" + value);
  }
}
