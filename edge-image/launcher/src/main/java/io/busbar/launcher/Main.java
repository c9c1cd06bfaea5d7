package io.busbar.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The command {@code busbar VERB ARGUMENTS}: starts the feature that has the verb's name. What the verb does with its
 * arguments is the bundles' business; they end the program through {@link Ending}.
 */
public final class Main {

  /** Exit codes, the same as a verb's own: wrong usage; could not be done. */
  static final int USAGE = 2;
  static final int FAILED = 3;

  /** Verbs that run until they are stopped; all others end by themselves. */
  static final Set<String> SERVERS = Set.of("gateway", "central", "demo");

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
    Boot image = Boot.image(features, installation.bundles(), List.of());
    Path folder = DeployedSets.folderOf(verb, args);
    try (Cache cache = Cache.create()) {
      Runs runs = new Runs(verb, properties, cache, image);
      Thread hook = new Thread(() -> runs.stopOnSignal(FAILED), "busbar-signal");
      Runtime.getRuntime().addShutdownHook(hook);
      return folder == null ? runs.run(image, null) : runs.runDeployed(new DeployedSets(folder, verb), folder, installation.bundles());
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
