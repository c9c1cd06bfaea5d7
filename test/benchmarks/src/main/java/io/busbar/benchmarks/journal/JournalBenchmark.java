package io.busbar.benchmarks.journal;

import io.busbar.benchmarks.Figures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Our journal beside SQLite (WAL, synchronous=FULL) on the same samples and file system, runs in turn, medians; prints a table
 * and writes {@code results/journal.json}.
 */
public final class JournalBenchmark {
  private static final List<String> STORES = List.of("journal-delivered", "journal", "sqlite", "sqlite-delivered");
  private static final int STORED = 5_000_000;
  private static final int FILL_BATCH = 1_000;
  private static final int TRACED_COMMITS = 500;
  private static final long MOST_MINUTES = 20;

  private final PrintStream out;
  private final Path work;
  private final boolean quick;
  private final Figures figures = new Figures();
  private final Map<String, List<Double>> measured = new LinkedHashMap<>();

  private JournalBenchmark(PrintStream out, Path work, boolean quick) {
    this.out = out;
    this.work = work;
    this.quick = quick;
  }

  /** Runs it; {@code --quick} for a first look, {@code --folder F} to choose the file system. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("busbar.root", ".")).toAbsolutePath();
    List<String> options = List.of(arguments);
    int folder = options.indexOf("--folder");
    Path work = folder < 0 ? root.resolve("test/benchmarks/target/journal") : Path.of(options.get(folder + 1)).toAbsolutePath();
    new JournalBenchmark(System.out, work, options.contains("--quick")).run(root);
  }

  private void run(Path root) throws IOException, InterruptedException {
    delete(work);
    Files.createDirectories(work);
    figures.machine();
    figures.condition("fileSystem", Files.getFileStore(work).type() + " on " + Files.getFileStore(work).name());
    figures.condition("samples", "5 devices of 40 points, 1 s polls, dead-banded, as in run end-to-end; the same for both, in memory before");
    figures.condition("deviceBytes", "write_bytes of /proc/self/io: what the kernel sent to the device for the process; the file system's"
        + " own journal and SQLite's last checkpoint are not in it");
    out.printf("%-20s %8s %12s %14s %14s%n", "store", "commit", "bytes/sample", "samples/s", "flushes/commit");
    for (int batch : new int[] {100, 1_000}) {
      write(batch);
    }
    reopen();
    figures.figure("journal.sqliteBytesOverOurs.b100", ratio("sqlite.100.bytes", "journal-delivered.100.bytes"));
    figures.figure("journal.sqliteBytesOverOurs.b1000", ratio("sqlite.1000.bytes", "journal-delivered.1000.bytes"));
    figures.figure("journal.sqliteBytesOverOurs.b100.growing", ratio("sqlite.100.bytes", "journal.100.bytes"));
    figures.figure("journal.sqliteBytesOverOurs.b1000.growing", ratio("sqlite.1000.bytes", "journal.1000.bytes"));
    figures.figure("journal.sqliteBytesOverOurs.b100.delivered", ratio("sqlite-delivered.100.bytes", "journal-delivered.100.bytes"));
    figures.figure("journal.sqliteBytesOverOurs.b1000.delivered", ratio("sqlite-delivered.1000.bytes", "journal-delivered.1000.bytes"));
    figures.figure("journal.samplesOverSqlite.b100", ratio("journal-delivered.100.rate", "sqlite.100.rate"));
    figures.figure("journal.samplesOverSqlite.b1000", ratio("journal-delivered.1000.rate", "sqlite.1000.rate"));
    figures.figure("journal.flushesPerCommit", median("journal-delivered.100.flushes"));
    figures.figure("sqlite.flushesPerCommit", median("sqlite.100.flushes"));
    figures.figure("journal.reopenOverSqlite", ratio("journal.count.cold", "sqlite.count.cold"));
    figures.figure("journal.reopenOverSqlite.warm", ratio("journal.count.warm", "sqlite.count.warm"));
    figures.figure("journal.reopenOverSqlite.withoutCount.cold", ratio("journal.open.cold", "sqlite.open.cold"));
    figures.figure("journal.reopenOverSqlite.withoutCount.warm", ratio("journal.open.warm", "sqlite.open.warm"));
    conclude(root);
  }

  private void write(int batch) throws IOException, InterruptedException {
    int runs = quick ? 1 : 7;
    int commits = quick ? 1_000 : batch == 100 ? 5_000 : 2_000;
    for (int run = 0; run < runs; run++) {
      for (String store : STORES) {
        Map<String, String> said = node(List.of(), "write", store, fresh(store), String.valueOf(batch), String.valueOf(commits));
        put(store + "." + batch + ".bytes", number(said, "bytesPerSample"));
        put(store + "." + batch + ".rate", number(said, "samplesPerSecond"));
        figures.condition(store, said.getOrDefault("description", ""));
      }
    }
    for (String store : STORES) {
      traceFlushes(store, batch);
      String key = store + "." + batch;
      out.printf(Locale.ROOT, "%-20s %8d %12.2f %14.0f %14.3f%n", store, batch, median(key + ".bytes"), median(key + ".rate"),
          median(key + ".flushes"));
    }
    figures.condition("runs.b" + batch, runs + " of " + commits + " commits each, in turn; medians");
  }

  private void traceFlushes(String store, int batch) throws IOException, InterruptedException {
    Path trace = work.resolve("trace");
    List<String> strace = new ArrayList<>(FlushTrace.COMMAND);
    strace.add(trace.toString());
    try {
      node(strace, "write", store, fresh(store), String.valueOf(batch), String.valueOf(TRACED_COMMITS));
      put(store + "." + batch + ".flushes", (double) FlushTrace.count(trace) / TRACED_COMMITS);
      figures.condition("flushes", "counted by strace over " + TRACED_COMMITS + " commits: fsync, fdatasync, msync, and writes to files opened with"
          + " O_DSYNC; changes of segment and checkpoints that fall into them included");
    } catch (IOException e) {
      figures.condition("flushes", "not counted: " + e.getMessage() + " (apt-get install strace)");
    }
  }

  private void reopen() throws IOException, InterruptedException {
    int samples = quick ? STORED / 10 : STORED;
    int runs = quick ? 3 : 9;
    for (String store : List.of("journal", "sqlite")) {
      node(List.of(), "write", store, fresh(store + "-full"), String.valueOf(FILL_BATCH),
          String.valueOf(samples / FILL_BATCH - StoreNode.WARM_COMMITS));
      node(List.of(), "write", store, fresh(store + "-warm"), "100", "100");
    }
    for (int run = 0; run < runs; run++) {
      for (String store : List.of("journal", "sqlite")) {
        for (String cache : List.of("cold", "warm")) {
          Path copy = copy(work.resolve(store + "-full"), cache.equals("cold"));
          Map<String, String> said = node(List.of(), "open", store, copy.toString(), work.resolve(store + "-warm").toString());
          put(store + ".open." + cache, number(said, "openMs"));
          put(store + ".count." + cache, number(said, "countMs"));
          put("flush", number(said, "flushMs"));
        }
      }
    }
    out.printf("%n%-20s %24s %24s%n", "reopened, ms", "head and next, cold/warm", "and undelivered, cold/warm");
    for (String store : List.of("journal", "sqlite")) {
      out.printf(Locale.ROOT, "%-20s %12.2f %11.2f %12.2f %11.2f%n", store, median(store + ".open.cold"), median(store + ".open.warm"),
          median(store + ".count.cold"), median(store + ".count.warm"));
    }
    figures.condition("reopen", samples + " samples stored, the process ended without closing; JVM started and classes loaded before; median of "
        + runs + ". Both answer the same: recovered after the unclean stop and ready to append; the last position of the stream; the first sample"
        + " that is not delivered, read; how much is not delivered (here all): the journal knows it (in records), as positions have no holes;"
        + " SQLite counts rows beyond the cursor (in samples). withoutCount leaves that last question out, which SQLite might answer by a"
        + " difference too if it never deletes. The journal flushes the device before it shows what it found, SQLite does not. Cold: the files"
        + " are not in the page cache, as after a power loss. journal.reopenOverSqlite is our time divided by SQLite's, cold, with the count");
    figures.condition("flushMs",
        String.format(Locale.ROOT, "%.2f ms for one fdatasync of a written page after each opening, median", median("flush")));
    figures.condition("bytes", "journal-delivered: the state that lasts, segments are used again; its capacity bounds what"
        + " is ever filled with zeros (256 MiB, once)."
        + " journal, .growing: nothing delivered, every new segment is filled with zeros first. sqlite: rows are only added. sqlite-delivered,"
        + " .delivered: each commit deletes the rows of the one before");
  }

  private void conclude(Path root) throws IOException {
    out.println();
    figures.conditions().forEach((name, value) -> out.println(name + ": " + value));
    Path file = root.resolve(quick ? "test/benchmarks/target/journal-quick.json" : "test/benchmarks/results/journal.json");
    figures.write(file);
    out.println("written: " + root.relativize(file));
    delete(work);
  }

  private Map<String, String> node(List<String> before, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
        System.getProperty("java.class.path"), StoreNode.class.getName()));
    command.addAll(List.of(arguments));
    Path log = work.resolve("node.log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    Map<String, String> said = new LinkedHashMap<>();
    for (String line : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
      int sign = line.indexOf('=');
      if (sign > 0) {
        said.put(line.substring(0, sign), line.substring(sign + 1));
      }
    }
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", arguments) + " failed: " + Files.readString(log, StandardCharsets.UTF_8));
    }
    return said;
  }

  private String fresh(String name) throws IOException {
    Path folder = work.resolve(name);
    delete(folder);
    return folder.toString();
  }

  private Path copy(Path from, boolean cold) throws IOException, InterruptedException {
    Path to = work.resolve("copy");
    delete(to);
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(file.getFileName().toString());
        Files.copy(file, target);
        // To the device in either case; and out of the page cache or not.
        int exit = new ProcessBuilder("dd", "if=" + target, "of=" + target, "conv=notrunc,fdatasync", "count=0", cold ? "oflag=nocache" : "bs=4096")
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        if (exit != 0) {
          throw new IOException("dd cannot flush " + target);
        }
      }
    }
    return to;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void put(String key, double value) {
    measured.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
  }

  private double median(String key) {
    return Figures.median(measured.getOrDefault(key, List.of()));
  }

  private double ratio(String above, String below) {
    return median(above) / median(below);
  }

  private static double number(Map<String, String> said, String name) {
    return Double.parseDouble(said.getOrDefault(name, "NaN"));
  }
}
