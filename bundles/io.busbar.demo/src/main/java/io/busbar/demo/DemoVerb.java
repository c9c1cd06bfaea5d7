package io.busbar.demo;

import io.busbar.api.cli.Verb;
import io.busbar.api.time.BusClock;
import io.busbar.demo.options.DemoOptions;
import io.busbar.demo.stage.Director;
import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code busbar demo} as a service. */
@Component(service = Verb.class)
public final class DemoVerb implements Verb {
  private static final int USAGE = 2;
  private static final long STOP_TIMEOUT_S = 15;
  private final BusClock clock;
  private final Path home;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Thread running;
  private volatile @Nullable Director director;

  /**
   * Called by DS.
   *
   * @param context knows where the product is installed
   */
  @Activate
  public DemoVerb(BundleContext context, @Reference BusClock clock) {
    this.clock = clock;
    home = Path.of(Objects.requireNonNullElse(context.getProperty(HOME_PROPERTY), "."));
  }

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String usage() {
    return DemoOptions.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(usage());
      return Director.CLEAN;
    }
    DemoOptions options;
    try {
      options = DemoOptions.parse(arguments);
    } catch (DemoOptions.UsageException e) {
      err.println("busbar: " + e.getMessage());
      return USAGE;
    }
    running = Thread.currentThread();
    try {
      Director started = new Director(options, launcher(), clock, new Director.Output(out, err, isTerminal()));
      director = started;
      return started.run();
    } finally {
      running = null;
      ended.countDown();
    }
  }

  /** Before Java 22 there is a console on a terminal only; since then it says so itself. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException beforeJava22) {
      return true;
    }
  }

  /** The command that starts another part of this installation. */
  private List<String> launcher() {
    Path command = home.resolve("bin").resolve("busbar");
    if (Files.isExecutable(command)) {
      return List.of(command.toString());
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return List.of(java.toString(), "-Dbusbar.home=" + home, "-jar", home.resolve("launcher/busbar-launcher.jar").toString());
  }

  /** Ends a demonstration that runs, and waits for its children within a bound. */
  @Deactivate
  void deactivate() throws InterruptedException {
    Thread thread = running;
    Director started = director;
    if (thread != null && started != null && thread != Thread.currentThread()) {
      if (!started.isEnding()) {
        thread.interrupt();
      }
      if (!ended.await(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
        System.getLogger(DemoVerb.class.getName()).log(System.Logger.Level.WARNING, "the demonstration did not end in time");
      }
    }
  }
}
