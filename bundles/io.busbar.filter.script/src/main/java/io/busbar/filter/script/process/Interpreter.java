package io.busbar.filter.script.process;

import io.busbar.filter.script.codec.Replies;
import io.busbar.filter.script.codec.Reply;
import io.busbar.filter.script.codec.Requests;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One Python process and its pipes. One thread writes, one reads, any may kill it. */
final class Interpreter {
  private static final int BUFFER = 1 << 16;
  private static final int MOST_WORDS = 600;
  private static final long END_MS = 2_000;
  /** Reads the worker's text, whose length is the first line, and runs it: nothing of it lies in a file. */
  private static final String BOOT = """
      import sys
      n, t = int(sys.stdin.buffer.raw.readline()), b''
      while len(t) < n: t += sys.stdin.buffer.raw.read(n - len(t))
      exec(compile(t, 'worker.py', 'exec'))
      """;

  private final Process process;
  private final Path folder;
  private final OutputStream out;
  private final DataInputStream in;
  private final long startedNs;
  private volatile String killedBecause = "";

  /**
   * What a process may use.
   *
   * @param python program, a path or a name
   * @param memoryMegabytes address space
   * @param seconds of processor time that one call may take before the process ends itself
   */
  record Limits(String python, int memoryMegabytes, int seconds) {}

  /**
   * Starts one.
   *
   * @throws IOException if there is no such program, or no folder for it can be made
   */
  Interpreter(Limits limits, long nowNs) throws IOException {
    byte[] worker = worker();
    folder = Files.createTempDirectory("busbar-script");
    ProcessBuilder builder = new ProcessBuilder(limits.python(), "-I", "-S", "-B", "-u", "-c", BOOT).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("LANG", "C.UTF-8");
    environment.put("PATH", "/usr/bin:/bin");
    try {
      process = builder.start();
    } catch (IOException missing) {
      Files.deleteIfExists(folder);
      throw missing;
    }
    startedNs = nowNs;
    out = new BufferedOutputStream(process.getOutputStream(), BUFFER);
    in = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
    try {
      out.write((worker.length + "\n").getBytes(StandardCharsets.US_ASCII));
      out.write(worker);
      send(Requests.settings("{\"folder\":\"" + folder.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"memory\":"
          + limits.memoryMegabytes() + ",\"seconds\":" + limits.seconds() + "}"));
      flush();
    } catch (IOException failure) {
      kill("it did not take its program");
    }
  }

  private static byte[] worker() throws IOException {
    try (InputStream text = Interpreter.class.getResourceAsStream("/io/busbar/filter/script/worker.py")) {
      if (text == null) {
        throw new IOException("worker.py is missing in the bundle");
      }
      return text.readAllBytes();
    }
  }

  long startedNs() {
    return startedNs;
  }

  void send(byte[] frame) throws IOException {
    out.write(frame);
  }

  void flush() throws IOException {
    out.flush();
  }

  /** The next reply; null when the process has ended or is out of step. Blocks. */
  @Nullable Reply read() {
    try {
      int length = in.readInt();
      if (length < 1 || length > Replies.MAX_FRAME) {
        kill("it answered with a frame of " + length + " bytes");
        return null;
      }
      byte[] frame = new byte[length];
      in.readFully(frame);
      Reply reply = Replies.read(frame);
      if (reply == null) {
        kill("it answered with a frame that is none");
      }
      return reply;
    } catch (IOException ended) {
      return null;
    }
  }

  /** Ends it at once; the first reason stays. Any thread. */
  void kill(String because) {
    if (killedBecause.isEmpty()) {
      killedBecause = because;
    }
    process.destroyForcibly();
  }

  /** Waits for its end and says how it came, for people. */
  String end() {
    String how = "";
    try {
      if (!process.waitFor(END_MS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        process.waitFor(END_MS, TimeUnit.MILLISECONDS);
      }
      how = killedBecause.isEmpty() ? howItEnded(process.exitValue()) : killedBecause;
      out.close();
      in.close();
      process.getErrorStream().close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException | IllegalThreadStateException broken) {
      how = how.isEmpty() ? "it cannot be ended: " + broken : how;
    }
    try {
      Files.deleteIfExists(folder);
    } catch (IOException left) {
      how += " (" + folder + " is left behind: " + left.getMessage() + ")";
    }
    return how;
  }

  private String howItEnded(int status) throws IOException {
    InputStream said = process.getErrorStream();
    byte[] words = said.readNBytes(Math.max(0, Math.min(MOST_WORDS * 8, said.available())));
    String text = new String(words, StandardCharsets.UTF_8).strip();
    String last = text.substring(Math.max(0, text.length() - MOST_WORDS)).replace('\n', ' ');
    return switch (status) {
      case 128 + 9, 128 + 24 -> "it was killed by the system: too much processor time or memory";
      case 128 + 11 -> "it crashed";
      default -> "it ended with status " + status + (last.isEmpty() ? "" : ": " + last);
    };
  }
}
