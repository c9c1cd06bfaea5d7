package io.busbar.benchmarks.iec104;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A Java stack, measured in a child process by {@link Node}. */
record ChildStack(String name, String stack) implements Stack {
  @Override
  public Span measure(int sessions, long warmUpMs, long spanMs) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
        System.getProperty("java.class.path"), Node.class.getName(), stack, String.valueOf(sessions), String.valueOf(warmUpMs),
        String.valueOf(spanMs))).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String[] words = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip().split(" ");
    if (process.waitFor() != 0 || words.length != 3) {
      throw new IOException(name + " did not measure: " + String.join(" ", words));
    }
    return new Span(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
  }
}
