package io.busbar.benchmarks.iec104;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Stations and masters of lib60870-C in a process of its own, if somebody has built it. Compiles the program that runs them. */
final class Lib60870 implements Stack {
  private final Path program;

  /**
   * Builds the peer.
   *
   * @param library the folder lib60870-C with a build in it (cmake -DCMAKE_BUILD_TYPE=Release)
   */
  Lib60870(Path root, Path library) throws IOException, InterruptedException {
    program = root.resolve("test/benchmarks/target/lib60870peer");
    Path archive;
    try (Stream<Path> files = Files.walk(library, 4)) {
      archive = files.filter(file -> file.endsWith("liblib60870.a")).max((one, other) -> rank(one) - rank(other))
          .orElseThrow(() -> new IOException("no liblib60870.a below " + library + ". Build it: cmake -DCMAKE_BUILD_TYPE=Release, make"));
    }
    int status = new ProcessBuilder(List.of("cc", "-O2", "-o", program.toString(), root.resolve("test/benchmarks/src/main/native/lib60870peer.c")
        .toString(), "-I" + library.resolve("src/inc/api"), "-I" + library.resolve("src/hal/inc"), "-I" + library.resolve("config"),
        archive.toString(), "-lpthread", "-lrt", "-lm")).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("cc ended with " + status);
    }
  }

  private static int rank(Path archive) {
    return archive.toString().toLowerCase(java.util.Locale.ROOT).contains("release") ? 1 : 0;
  }

  @Override
  public String name() {
    return "lib60870-C";
  }

  @Override
  public Span measure(int sessions, long warmUpMs, long spanMs) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(program.toString(), String.valueOf(sessions), String.valueOf(freePorts(sessions)), String.valueOf(warmUpMs),
        String.valueOf(spanMs)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String[] words = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip().split(" ");
    if (process.waitFor() != 0 || words.length != 3) {
      throw new IOException("lib60870peer did not measure");
    }
    return new Span(Long.parseLong(words[0]), Long.parseLong(words[1]) * 1_000, Long.parseLong(words[2]) * 1_000);
  }

  /** The first of so many free ports in a row. */
  private static int freePorts(int count) throws IOException {
    for (int first = 20_000; first < 60_000; first += count) {
      List<ServerSocket> held = new ArrayList<>();
      try {
        for (int port = first; port < first + count; port++) {
          held.add(new ServerSocket(port));
        }
        return first;
      } catch (IOException taken) {
        // the next row
      } finally {
        for (ServerSocket each : held) {
          each.close();
        }
      }
    }
    throw new IOException("no " + count + " free ports in a row");
  }
}
