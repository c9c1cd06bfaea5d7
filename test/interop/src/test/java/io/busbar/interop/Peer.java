package io.busbar.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A foreign program that runs until it is closed. */
final class Peer implements AutoCloseable {
  private static final String PYTHON = "/usr/bin/python3";
  private final Process process;

  private Peer(Process process) {
    this.process = process;
  }

  /** Skips the test if a program is not installed. */
  static void need(String program, String debianPackage) {
    assumeTrue(find(program), () -> "skipped: " + program + " is not installed (apt-get install " + debianPackage + ")");
  }

  private static boolean find(String program) {
    if (program.startsWith("/")) {
      return Files.isExecutable(Path.of(program));
    }
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  static void needPymodbus() throws Exception {
    need(PYTHON, "python3");
    Process probe = new ProcessBuilder(PYTHON, "-c", "import pymodbus.server, serial").redirectErrorStream(true).start();
    probe.getInputStream().readAllBytes();
    assumeTrue(probe.waitFor() == 0, "skipped: pymodbus is not installed (apt-get install python3-pymodbus python3-serial python3-serial-asyncio)");
  }

  static void needLibmodbus() {
    need("gcc", "gcc");
    assumeTrue(Files.exists(Path.of("/usr/include/modbus/modbus.h")), "skipped: libmodbus is not installed (apt-get install libmodbus-dev)");
  }

  /** pymodbus: {@code tcp PORT} or {@code rtu DEVICE BAUD}. */
  static Peer pymodbus(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(PYTHON, resource(folder, "pymodbus_server.py").toString()));
    command.addAll(List.of(arguments));
    return ready(command);
  }

  /** libmodbus, compiled on the spot: {@code tcp PORT} or {@code rtu DEVICE BAUD}. */
  static Peer libmodbus(Path folder, String... arguments) throws Exception {
    Path program = folder.resolve("libmodbus_server");
    if (!Files.exists(program)) {
      run("gcc", "-o", program.toString(), "-I/usr/include/modbus", resource(folder, "libmodbus_server.c").toString(), "-lmodbus");
    }
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return ready(command);
  }

  /** A pair of serial devices, {@code a} and {@code b} in the folder. */
  static Peer serialPair(Path folder) throws Exception {
    need("socat", "socat");
    Process process = new ProcessBuilder("socat", "pty,raw,echo=0,link=" + folder.resolve("a"), "pty,raw,echo=0,link=" + folder.resolve("b"))
        .redirectErrorStream(true).start();
    long end = System.nanoTime() + 30_000_000_000L;
    while (!(Files.exists(folder.resolve("a")) && Files.exists(folder.resolve("b"))) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    return new Peer(process);
  }

  /** A converter from TCP to a serial device, as one buys it. */
  static Peer converter(int port, Path device) throws Exception {
    need("socat", "socat");
    return new Peer(new ProcessBuilder("socat", "tcp-listen:" + port + ",bind=127.0.0.1,reuseaddr", device + ",raw,echo=0")
        .redirectErrorStream(true).start());
  }

  /** Runs a program to its end and gives what it printed. */
  static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + output);
    }
    return output;
  }

  private static Peer ready(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (!"ready".equals(line)) {
      process.destroyForcibly();
      throw new IOException(command + " did not start: " + line);
    }
    return new Peer(process);
  }

  private static Path resource(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = Peer.class.getResourceAsStream("/" + name)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Kills it at once. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
