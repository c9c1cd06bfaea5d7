package io.busbar.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The frameworks that run in this process, one after the other: a deployment that changes the core ends one and starts the next with the
 * set on trial; if that does not start, the one after it has the active set again. Used by the main thread; {@link #stopOnSignal} by the
 * shutdown hook.
 */
final class Runs {
  /** An ending by the deployer, which the process outlives. */
  private static final int RESTART = -1;
  private static final long UNCLAIMED_AFTER_MS = 15_000;

  private final String verb;
  private final Map<String, String> properties;
  private final Cache cache;
  private final Boot image;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicReference<@Nullable Container> current = new AtomicReference<>();

  /** @param properties framework properties of all of them */
  Runs(String verb, Map<String, String> properties, Cache cache, Boot image) {
    this.verb = verb;
    this.properties = Map.copyOf(properties);
    this.cache = cache;
    this.image = image;
  }

  /** Runs what the deploy folder says, again and again as long as the deployer wants another set. */
  int runDeployed(DeployedSets sets, Path folder, Path bundles) throws Problem, InterruptedException {
    Boot boot = sets.choose(image);
    while (true) {
      AtomicReference<@Nullable String> next = new AtomicReference<>();
      Gatekeeper keeper = new Gatekeeper(List.of(bundles, folder.resolve("store")));
      Deployed deployed = new Deployed(sets, keeper, folder, next);
      String failure = "";
      int code = RESTART;
      try {
        code = run(boot, deployed);
      } catch (Problem e) {
        failure = String.valueOf(e.getMessage());
      }
      String wanted = next.get();
      if (code != RESTART || (wanted == null && failure.isEmpty()) || ended.get()) {
        return code;
      }
      Boot active = sets.choose(image);
      if (!failure.isEmpty()) {
        if (active.id().equals(boot.id())) {
          throw new Problem(failure);
        }
        System.err.println("busbar: " + failure + "; going back to the set " + active.id());
        boot = new Boot(active.id(), active.bundles(), active.folder(), active.configuration(), List.of("the set " + boot.id()
            + " did not start: " + failure));
      } else {
        boot = wanted == null || wanted.equals(active.id()) ? active : sets.set(wanted, image);
      }
    }
  }

  /**
   * What a process with a deploy folder has besides.
   *
   * @param next the set that the deployer wants next
   */
  private record Deployed(DeployedSets sets, Gatekeeper keeper, Path folder, AtomicReference<@Nullable String> next) {}

  /** Runs one framework to its end. */
  int run(Boot boot, @Nullable Deployed deployed) throws Problem, InterruptedException {
    Map<String, String> all = new HashMap<>(properties);
    all.putAll(boot.properties());
    Ending ending = new Ending();
    Container container;
    if (deployed == null) {
      container = new Container(all, cache.folder(), ending, null, null);
    } else {
      all.put(Boot.FOLDER, deployed.folder().toString());
      Gate gate = new Gate(deployed.sets(), deployed.keeper(), boot.bundles().stream().map(BundleFile::sha256).collect(Collectors.toSet()), id -> {
        deployed.next().set(id);
        ending.accept("", RESTART);
      });
      container = new Container(all, cache.folder(), ending, deployed.keeper(), gate);
    }
    current.set(container);
    int code = Main.FAILED;
    boolean isOver = false;
    try {
      container.start(boot);
      Thread watch = new Thread(() -> watchUnclaimed(container, ending), "busbar-unclaimed");
      watch.setDaemon(true);
      watch.start();
      code = ending.await();
      isOver = code != RESTART;
    } finally {
      // A set on trial that does not start, and one that another follows, end without ending the process.
      if ((!isOver && deployed != null) || ended.compareAndSet(false, true)) {
        stopOrGiveUp(container, code);
      }
    }
    return code;
  }

  private void watchUnclaimed(Container container, Ending ending) {
    try {
      Thread.sleep(UNCLAIMED_AFTER_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!Main.SERVERS.contains(verb) && !ending.isCalled() && !container.isEndingInUse()) {
      ending.accept("no bundle of this installation carries out \"" + verb + "\"; feature " + verb + ".json is incomplete", Main.FAILED);
    }
  }

  /** Ctrl-C and SIGTERM: everything is stopped in order before the process goes, within a bound. */
  void stopOnSignal(int code) {
    if (ended.compareAndSet(false, true)) {
      Container container = current.get();
      try {
        if (container != null) {
          stopOrGiveUp(container, code);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      cache.close();
    }
  }

  private static void stopOrGiveUp(Container container, int code) throws InterruptedException {
    if (!container.stop()) {
      System.err.println("busbar: not everything stopped within " + Container.STOP_TIMEOUT_S + " s; ending all the same");
      Runtime.getRuntime().halt(code <= 0 ? Main.FAILED : code);
    }
  }
}
