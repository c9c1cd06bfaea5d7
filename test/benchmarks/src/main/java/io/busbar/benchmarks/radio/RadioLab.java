package io.busbar.benchmarks.radio;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Compiles the emulator and runs cells, several at a time: a slow link costs hardly any processor time. */
public final class RadioLab {
  private static final long STAGGER_MS = 400;
  private static final int GRACE_SECONDS = 30;

  private final Path root;
  private final Path work;
  private final PrintStream out;
  private final Path program;

  /**
   * A laboratory.
   *
   * @param root of the repository
   * @param work folder for programs and what they print; emptied by name only
   */
  public RadioLab(Path root, Path work, PrintStream out) throws IOException {
    this.root = root;
    this.work = Files.createDirectories(work);
    this.out = out;
    this.program = work.resolve("radiolink");
  }

  /** Why this machine cannot run it, with the remedy; empty if it can. */
  public String obstacle() throws IOException, InterruptedException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return "it makes network namespaces and needs root: run it with sudo.";
    }
    if (!Files.exists(Path.of("/dev/net/tun"))) {
      return "there is no /dev/net/tun on this machine (a container needs --device /dev/net/tun and CAP_NET_ADMIN).";
    }
    Path source = root.resolve("test/emulator/radiolink.c");
    try {
      Process compiler = new ProcessBuilder("gcc", "-O2", "-Wall", "-o", program.toString(), source.toString()).inheritIO().start();
      if (compiler.waitFor() != 0) {
        return "test/emulator/radiolink.c could not be compiled, see above.";
      }
    } catch (IOException e) {
      return "there is no gcc (apt-get install gcc libc6-dev).";
    }
    CellResult trial = run(new Cell("trial", Radio.of64k(0), "bbr", 1, "sleep 60", "true", 20));
    if (trial.status() != 0) {
      return "the emulated link cannot be made here (status " + trial.status() + ", see above): namespaces, TUN or the BBR module are missing.";
    }
    return "";
  }

  /** A command that runs a main class of this class path with arguments. */
  public static String java(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx160m", "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1", "-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    StringBuilder line = new StringBuilder("exec");
    for (String word : command) {
      line.append(" '").append(word).append('\'');
    }
    return line.toString();
  }

  /** What earlier runs of these cells left, without running them. */
  public Map<String, CellResult> reread(List<Cell> cells) {
    Map<String, CellResult> results = new LinkedHashMap<>();
    cells.forEach(cell -> results.put(cell.name(), new CellResult(cell, work.resolve(cell.name()), 0)));
    return results;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Runs cells, so many at a time; results by name. A cell that fails has its status. */
  public Map<String, CellResult> run(List<Cell> cells, int atOnce) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(atOnce);
    AtomicInteger done = new AtomicInteger();
    Map<String, Future<CellResult>> running = new LinkedHashMap<>();
    for (Cell cell : cells) {
      running.put(cell.name(), pool.submit(() -> {
        CellResult result = run(cell);
        int count = done.incrementAndGet();
        if (count % 10 == 0 || count == cells.size()) {
          out.println("  " + count + " of " + cells.size() + " runs done");
        }
        return result;
      }));
      if (running.size() <= atOnce) {
        TimeUnit.MILLISECONDS.sleep(STAGGER_MS);
      }
    }
    Map<String, CellResult> results = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Future<CellResult>> each : running.entrySet()) {
        results.put(each.getKey(), each.getValue().get());
      }
    } catch (ExecutionException e) {
      throw new IOException("a run failed: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
    return results;
  }

  private CellResult run(Cell cell) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(work.resolve(cell.name()));
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(cell.radio().options());
    if (!cell.congestion().isEmpty()) {
      command.addAll(List.of("--congestion", cell.congestion()));
    }
    command.addAll(List.of("--seed", Long.toString(cell.seed()), "--limit", Integer.toString(cell.limitSeconds()), "--stats",
        folder.resolve("stats").toString(), "--far", "(" + cell.far() + ") > '" + folder.resolve("far.out") + "' 2>&1", "--near",
        "(" + cell.near() + ") > '" + folder.resolve("near.out") + "' 2>&1"));
    Process process = new ProcessBuilder(command).directory(new File(folder.toString()))
        .redirectError(folder.resolve("emulator.out").toFile()).redirectOutput(folder.resolve("emulator.out").toFile()).start();
    try {
      if (!process.waitFor(cell.limitSeconds() + GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return new CellResult(cell, folder, process.waitFor());
    } finally {
      process.destroy();
    }
  }
}
