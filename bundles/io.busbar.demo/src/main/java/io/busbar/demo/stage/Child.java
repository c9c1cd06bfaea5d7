package io.busbar.demo.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the product, started through the launcher; its output goes to a file. One thread. */
final class Child {
  private static final long STOP_TIMEOUT_S = 25;
  private static final int TAIL_LINES = 6;
  private final String name;
  private final List<String> command;
  private final Path output;
  private @Nullable Process process;

  /** A child that does not run yet. */
  Child(String name, List<String> command, Path output) {
    this.name = name;
    this.command = List.copyOf(command);
    this.output = output;
  }

  /**
   * Starts it, or starts it again.
   *
   * @throws IOException when the launcher cannot be run
   */
  void start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    process = builder.start();
    process.getOutputStream().close();
  }

  boolean isAlive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  /** Kills it at once (SIGKILL) and waits until it is gone. */
  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
  }

  /** Asks it to end (SIGTERM), without waiting. */
  void askToStop() {
    Process running = process;
    if (running != null) {
      running.destroy();
    }
  }

  /** Waits for the end after {@link #askToStop()}; kills it when it takes too long. Answers whether it ended by itself. */
  boolean awaitStop() throws InterruptedException {
    Process running = process;
    if (running == null || running.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
      return true;
    }
    kill();
    return false;
  }

  /** Why it ended, for a person. */
  String epitaph() {
    Process ended = process;
    String code = ended == null || ended.isAlive() ? "?" : String.valueOf(ended.exitValue());
    return name + " ended with code " + code + ". Its last lines (" + output + "):\n  " + String.join("\n  ", lastLines());
  }

  private List<String> lastLines() {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(output, StandardCharsets.UTF_8));
      return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    } catch (IOException e) {
      return List.of("(unreadable: " + e.getMessage() + ")");
    }
  }
}
