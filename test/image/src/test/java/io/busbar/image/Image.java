package io.busbar.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs of the image as a person would. */
final class Image {

  static final Path FOLDER = Path.of(System.getProperty("busbar.image"));
  static final String VERSION = System.getProperty("busbar.version");
  static final Path TARBALL = FOLDER.resolveSibling("busbar-" + VERSION + ".tar.gz");
  static final Path DEB = FOLDER.resolveSibling("busbar_" + VERSION + "_all.deb");

  private static final long TIMEOUT_S = 180;

  private Image() {}

  /** Exit code and both streams of a program that ended. */
  record Ended(int code, String out, String err) {}

  static Ended run(Path folder, Map<String, String> environment, String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
        .redirectInput(new File("/dev/null")).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(List.of(command) + " did not end in " + TIMEOUT_S + " s; it said: " + Files.readString(err));
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  static Ended busbar(Path home, Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/busbar").toString()));
    command.addAll(List.of(arguments));
    return run(folder, Map.of(), command.toArray(String[]::new));
  }

  static boolean has(String program) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
