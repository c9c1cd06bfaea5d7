package io.busbar.demo.stage;

import io.busbar.api.time.BusClock;
import io.busbar.demo.options.DemoOptions;
import io.busbar.sim.Substation;
import io.busbar.sim.SubstationSettings;
import io.busbar.sim.fault.FaultRates;
import io.busbar.sim.log.ReplyLogFile;
import io.busbar.sim.radio.RadioProxy;
import io.busbar.sim.radio.RadioSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What stands on the stage: work folder, simulated substation, radio, and the two children. */
final class Stage implements AutoCloseable {
  private static final double START_HOUR = 9;
  private static final double DAY_SPEED = 600;
  private static final double FAULT_EVERY_S = 90;
  private static final FaultRates COMMUNICATION_FAULTS = new FaultRates(0.0005, 0.0005, 150, 0, 0.0005);
  private final Path work;
  private final Ports ports;
  private final ReplyLogFile replyLog;
  private final Substation substation;
  private final Substation lab;
  private final RadioProxy radio;
  private final Child gateway;
  private final Child central;

  /**
   * Sets everything up; starts simulator and radio, not yet the children.
   *
   * @param work     existing, empty folder
   * @param launcher command that is followed by a verb
   * @throws IOException what cannot be written or opened
   */
  Stage(DemoOptions options, Path work, List<String> launcher, BusClock clock) throws IOException {
    this.work = work;
    ports = Ports.choose(options.page());
    replyLog = new ReplyLogFile(replyLogFile());
    SubstationSettings settings =
        new SubstationSettings(options.seed(), START_HOUR, DAY_SPEED, FAULT_EVERY_S, COMMUNICATION_FAULTS);
    substation = new Substation(settings, clock, replyLog);
    int feeders = substation.tcp(0, false, DemoPlant.feeders());
    int transformers = substation.tcp(0, true, DemoPlant.transformers());
    int solar = substation.tcp(0, false, DemoPlant.inverters());
    lab = new Substation(SubstationSettings.calm(options.seed() + 2), clock, logged -> { });
    int bench = lab.tcp(0, false, DemoPlant.lab());
    RadioSettings air = RadioSettings.of(options.rate(), options.delayMs(), options.loss());
    radio = new RadioProxy(0, ports.centralLink(), air, new SplittableRandom(options.seed() + 1), clock);
    Path site = work.resolve("site");
    DemoSite.write(site,
        new DemoSite.Addresses(feeders, transformers, solar, bench, radio.gatewayPort(), options.rate(), 2 * options.delayMs()));
    gateway = child(launcher, "gateway", site, "--data", work.resolve("gateway").toString(), "--page", "127.0.0.1:" + ports.gatewayPage());
    central = child(launcher, "central", work.resolve("central"), "--listen", "127.0.0.1:" + ports.centralLink(),
        "--page", "127.0.0.1:" + ports.centralPage(), "--rate", String.valueOf(options.rate()), "--mtu", String.valueOf(DemoSite.MTU),
        "--accept-new");
  }

  private Child child(List<String> launcher, String verb, Path folder, String... options) {
    List<String> command = new ArrayList<>(launcher);
    command.add(verb);
    command.add(folder.toString());
    command.addAll(List.of(options));
    return new Child(verb, command, work.resolve(verb + ".out"));
  }

  /**
   * Gives the gateway the line that central prints, as a technician does with {@code busbar key trust}.
   *
   * @return false if central has none yet
   */
  boolean handOverKey() {
    Path line = work.resolve("central").resolve("keys").resolve("line");
    if (!Files.exists(line)) {
      return false;
    }
    try {
      Path keys = Files.createDirectories(work.resolve("gateway").resolve("keys"));
      Files.copy(line, keys.resolve("central"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException("central's key cannot be handed over", e);
    }
    return true;
  }

  /** The reply log's file. */
  Path replyLogFile() {
    return work.resolve("served.replies");
  }

  /** Where central's file sink writes. */
  Path sinkFolder() {
    return work.resolve("central").resolve("sink");
  }

  /** Folder of everything. */
  Path work() {
    return work;
  }

  ReplyLogFile replyLog() {
    return replyLog;
  }

  Substation substation() {
    return substation;
  }

  /** Starts everything that moves by itself. */
  void startPlant() {
    substation.start();
    lab.start();
  }

  /** What the gateway says to the self-test, if it says anything now. Blocks, at most 9 s. */
  void lookInto(SelfTest test) {
    String page = gatewayPage();
    test.look(Page.object(page + "api/points?limit=1000&filter=" + DemoPlant.LAB), Page.object(page + "api/status"),
        Page.object(page + "api/filters"));
  }

  RadioProxy radio() {
    return radio;
  }

  Child gateway() {
    return gateway;
  }

  Child central() {
    return central;
  }

  /** The technician's page. */
  String gatewayPage() {
    return "http://127.0.0.1:" + ports.gatewayPage() + "/";
  }

  /** The control centre's page. */
  String centralPage() {
    return "http://127.0.0.1:" + ports.centralPage() + "/";
  }

  /** Asks both children to end, and waits. Answers whether both ended by themselves. */
  boolean stopChildren() throws InterruptedException {
    gateway.askToStop();
    central.askToStop();
    boolean clean = gateway.awaitStop();
    return central.awaitStop() && clean;
  }

  /** Ends everything. Children that still run are asked to end; whoever must be sure calls {@link #stopChildren()} first. */
  @Override
  public void close() throws IOException {
    gateway.askToStop();
    central.askToStop();
    substation.close();
    lab.close();
    radio.close();
    replyLog.close();
  }

  /** Deletes a work folder with everything in it. */
  static void clear(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /**
   * Makes the work folder.
   *
   * @throws IOException in words for a person
   */
  static Path makeWork(DemoOptions options) throws IOException {
    Path wanted = options.work();
    if (wanted == null) {
      return Files.createTempDirectory("busbar-demo-");
    }
    try {
      Path folder = Files.createDirectories(wanted).toRealPath();
      try (var inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new IOException(folder + " is not empty. Give --work a new or empty folder.");
        }
      }
      if (!Files.isWritable(folder)) {
        throw new IOException("cannot write to " + folder + ". Give --work a folder of your own.");
      }
      return folder;
    } catch (AccessDeniedException e) {
      throw new IOException("cannot write to " + wanted + ". Give --work a folder of your own.", e);
    }
  }
}
