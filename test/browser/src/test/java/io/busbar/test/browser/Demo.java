package io.busbar.test.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code busbar demo} as it was packaged, and what it tells. */
final class Demo implements AutoCloseable {
  private final Process process;
  private final Path work;
  private final int port;
  private final List<String> told = new ArrayList<>();
  private final List<Instant> toldAt = new ArrayList<>();

  private Demo(Process process, Path work, int port) {
    this.process = process;
    this.work = work;
    this.port = port;
    Thread reader = new Thread(this::read, "demo-output");
    reader.setDaemon(true);
    reader.start();
  }

  static Demo start(Path image, Path work, String... options) throws IOException {
    int port = freePair();
    List<String> command = new ArrayList<>(List.of(image.resolve("bin").resolve("busbar").toString(), "demo", "--page", "" + port,
        "--work", work.toString()));
    command.addAll(List.of(options));
    return new Demo(new ProcessBuilder(command).redirectErrorStream(true).start(), work, port);
  }

  /** Two ports in a row that nobody uses. */
  private static int freePair() throws IOException {
    while (true) {
      try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          ServerSocket second = new ServerSocket(first.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
        return second.getLocalPort() - 1;
      } catch (IOException | IllegalArgumentException taken) {
        // Another pair.
      }
    }
  }

  private void read() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (told) {
          told.add(line);
          toldAt.add(Instant.now());
          told.notifyAll();
        }
      }
    } catch (IOException expected) {
      // The process has ended and its output with it.
    }
  }

  /** Waits until a line has that text in it; returns when the first such line was told, ns since 1970. */
  long await(String part, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (told) {
      while (told.stream().noneMatch(line -> line.contains(part))) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || !process.isAlive()) {
          throw new AssertionError("the demo did not say \"" + part + "\", it said: " + String.join("\n", told));
        }
        told.wait(Math.min(left, 500));
      }
      for (int i = 0; i < told.size(); i++) {
        if (told.get(i).contains(part)) {
          return toldAt.get(i).toEpochMilli() * 1_000_000L;
        }
      }
      throw new AssertionError("unreachable");
    }
  }

  /** What the demonstration has told so far, each line with its time. */
  String whatItTold() {
    synchronized (told) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < told.size(); i++) {
        all.append(toldAt.get(i)).append(' ').append(told.get(i)).append('\n');
      }
      return all.toString();
    }
  }

  String gatewayPage() {
    return "http://127.0.0.1:" + port + "/";
  }

  String centralPage() {
    return "http://127.0.0.1:" + (port + 1) + "/";
  }

  /** The lines that the file sink has written so far, without a last one that is not whole. */
  List<String> sinkLines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(work.resolve("central").resolve("sink"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        byte[] text = Files.readAllBytes(file);
        int whole = text.length;
        while (whole > 0 && text[whole - 1] != '\n') {
          whole--; // it may end within a character
        }
        new String(text, 0, whole, StandardCharsets.UTF_8).lines().forEach(lines::add);
      }
    }
    return lines;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("the demo did not end within 90 s after SIGTERM");
    }
  }
}
