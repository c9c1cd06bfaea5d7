package io.busbar.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The command {@code busbar VERB ARGUMENTS}: starts the feature that has the verb's name. What the verb does with its
 * arguments is the bundles' business; they end the program through {@link Ending}.
 */
public final class Main {

  /** Exit codes, the same as a verb's own: wrong usage; could not be done. */
  static final int USAGE = 2;
  static final int FAILED = 3;

  /** Verbs that run until they are stopped; all others end by themselves. */
  private static final Set<String> SERVERS = Set.of("gateway", "central", "demo");
  private static final long UNCLAIMED_AFTER_MS = 15_000;

  private Main() {
  }

  /** @param args verb and its arguments */
  public static void main(String[] args) throws InterruptedException {
    int code;
    try {
      code = run(Arrays.asList(args));
    } catch (Problem e) {
      System.err.println("busbar: " + e.getMessage());
      code = FAILED;
    }
    System.out.flush();
    System.exit(code);
  }

  private static int run(List<String> args) throws Problem, InterruptedException {
    String verb = args.isEmpty() ? "--help" : args.get(0);
    switch (verb) {
      case "--help", "-h", "help" -> {
        System.out.print(help());
        return args.isEmpty() ? USAGE : 0;
      }
      case "--version" -> {
        System.out.println("busbar " + version() + " (Java " + System.getProperty("java.version") + ", "
            + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ")");
        return 0;
      }
      default -> {
        Installation installation = Installation.find();
        if (!FeatureSet.exists(installation.features(), verb) || !isVerb(verb)) {
          System.err.println("busbar: \"" + verb + "\" is not a command. busbar --help lists them.");
          return USAGE;
        }
        return launch(installation, verb, args.subList(1, args.size()));
      }
    }
  }

  private static int launch(Installation installation, String verb, List<String> args) throws Problem, InterruptedException {
    LogLines.install(System.getProperty("busbar.log", SERVERS.contains(verb) ? "INFO" : "WARNING"));
    FeatureSet features = FeatureSet.read(installation.features(), verb);
    Map<String, String> properties = new HashMap<>();
    properties.put("busbar.verb", verb);
    properties.put("busbar.args", String.join("\u001f", args));
    properties.put("busbar.server", String.valueOf(SERVERS.contains(verb)));
    properties.put("busbar.home", installation.home().toString());
    String state = System.getenv("STATE_DIRECTORY"); // systemd names the service's own writable folder
    if (state != null) {
      properties.put("busbar.state", state);
    }
    properties.put("busbar.version", version());
    properties.put("configurator.initial", Configurations.json(features));

    Ending ending = new Ending();
    try (Cache cache = Cache.create()) {
      Container container = new Container(properties, cache.folder(), ending);
      AtomicBoolean ended = new AtomicBoolean();
      Thread hook = new Thread(() -> stopOnSignal(container, cache, ended), "busbar-signal");
      Runtime.getRuntime().addShutdownHook(hook);
      int code = FAILED;
      try {
        container.start(features, installation.bundles());
        Thread watch = new Thread(() -> watchUnclaimed(container, ending, verb), "busbar-unclaimed");
        watch.setDaemon(true);
        watch.start();
        code = ending.await();
      } finally {
        if (ended.compareAndSet(false, true)) {
          stopOrGiveUp(container, code);
        }
      }
      return code;
    }
  }

  private static void watchUnclaimed(Container container, Ending ending, String verb) {
    try {
      Thread.sleep(UNCLAIMED_AFTER_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!SERVERS.contains(verb) && !ending.isCalled() && !container.isEndingInUse()) {
      ending.accept("no bundle of this installation carries out \"" + verb + "\"; feature " + verb + ".json is incomplete", FAILED);
    }
  }

  /** Ctrl-C and SIGTERM: everything is stopped in order before the process goes, within a bound. */
  private static void stopOnSignal(Container container, Cache cache, AtomicBoolean ended) {
    if (ended.compareAndSet(false, true)) {
      try {
        stopOrGiveUp(container, FAILED);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      cache.close();
    }
  }

  private static void stopOrGiveUp(Container container, int code) throws InterruptedException {
    if (!container.stop()) {
      System.err.println("busbar: not everything stopped within " + Container.STOP_TIMEOUT_S + " s; ending all the same");
      Runtime.getRuntime().halt(code == 0 ? FAILED : code);
    }
  }

  /** Features that are parts of others are not commands. */
  private static boolean isVerb(String feature) throws Problem {
    return help().contains("\n  busbar " + feature);
  }

  private static String help() throws Problem {
    try (InputStream text = Objects.requireNonNull(Main.class.getResourceAsStream("help.txt"))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Problem("cannot read the help text: " + e.getMessage(), e);
    }
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
