package io.busbar.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.apache.felix.framework.Felix;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/**
 * One Felix framework that runs one feature set. Used by one thread: {@link #start}, {@link #stop}; {@code stop} may come
 * from the shutdown hook.
 */
final class Container {

  /** How long bundles may take to start, and to stop, before the launcher gives up on them. */
  static final long START_TIMEOUT_S = 120;
  static final long STOP_TIMEOUT_S = 20;

  private final Framework framework;
  private final Ending ending;
  private final @Nullable Gatekeeper keeper;
  private final @Nullable Gate gate;

  /**
   * @param properties framework properties for bundles to read
   * @param cache the framework's private folder
   * @param keeper decides what resolves; null where nothing is deployed
   * @param gate how bundles speak to it; null where nothing is deployed
   */
  Container(Map<String, String> properties, Path cache, Ending ending, @Nullable Gatekeeper keeper, @Nullable Gate gate) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
    all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "1");
    all.put("felix.bootdelegation.implicit", "false");
    all.put("felix.log.logger", new FrameworkLog());
    all.put("ds.loglevel", "error");
    all.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE); // the next build of a bundle runs beside the present one
    Gatekeeper.refuseExtensions();
    this.framework = new Felix(all);
    this.ending = ending;
    this.keeper = keeper;
    this.gate = gate;
  }

  /**
   * Installs and starts the bundles in start order and returns when all have been started.
   *
   * @throws Problem naming each bundle that did not start, and why
   */
  void start(Boot boot) throws Problem, InterruptedException {
    List<String> failures = new ArrayList<>();
    try {
      framework.init();
      BundleContext context = framework.getBundleContext();
      if (keeper != null && gate != null) {
        context.registerService(ResolverHookFactory.class, keeper, null);
        context.registerService(Function.class, gate, new Hashtable<>(Map.of("busbar.gate", true)));
      }
      context.addFrameworkListener(event -> {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() instanceof BundleException) {
          synchronized (failures) {
            failures.add(event.getBundle().getSymbolicName() + ": " + reason(event.getThrowable()));
          }
        }
      });
      Dictionary<String, Object> properties = new Hashtable<>(Map.of("busbar.ending", true, "busbar.started", false));
      ServiceRegistration<?> registration = context.registerService(ObjIntConsumer.class, ending, properties);
      framework.start();
      install(context, boot);
      raiseStartLevel();
      synchronized (failures) {
        if (!failures.isEmpty()) {
          throw new Problem("the feature set " + boot.id() + " does not start: " + String.join("; ", failures));
        }
      }
      properties.put("busbar.started", true);
      registration.setProperties(properties);
    } catch (BundleException e) {
      throw new Problem("the feature set " + boot.id() + " does not start: " + reason(e), e);
    }
  }

  private static void install(BundleContext context, Boot boot) throws BundleException, Problem {
    List<Bundle> installed = new ArrayList<>();
    for (BundleFile file : boot.bundles()) {
      Path verified = file.verifiedIn(boot.folder());
      Bundle bundle = context.installBundle("reference:" + verified.toUri());
      bundle.adapt(BundleStartLevel.class).setStartLevel(file.startLevel());
      installed.add(bundle);
    }
    for (Bundle bundle : installed) {
      if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
        bundle.start(Bundle.START_ACTIVATION_POLICY); // takes effect when its start level is reached
      }
    }
  }

  private void raiseStartLevel() throws Problem, InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    framework.adapt(FrameworkStartLevel.class).setStartLevel(BundleFile.MAX_START_LEVEL, event -> reached.countDown());
    if (!reached.await(START_TIMEOUT_S, TimeUnit.SECONDS)) {
      throw new Problem("bundles are not started after " + START_TIMEOUT_S + " s: " + String.join(", ", notActive()));
    }
  }

  private List<String> notActive() {
    List<String> names = new ArrayList<>();
    for (Bundle bundle : framework.getBundleContext().getBundles()) {
      if (bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING) {
        names.add(bundle.getSymbolicName());
      }
    }
    return names;
  }

  /** Whether a bundle holds the ending service, and so means to end the program by itself. */
  boolean isEndingInUse() {
    var reference = framework.getBundleContext().getServiceReference(ObjIntConsumer.class);
    return reference != null && reference.getUsingBundles() != null;
  }

  /** Stops all bundles in reverse start order. Returns false if they were not done in time. Idempotent. */
  boolean stop() throws InterruptedException {
    try {
      framework.stop();
    } catch (BundleException e) {
      System.getLogger(Container.class.getName()).log(System.Logger.Level.ERROR, "the framework does not stop: " + reason(e), e);
      return false;
    }
    return framework.waitForStop(TimeUnit.SECONDS.toMillis(STOP_TIMEOUT_S)).getType() != FrameworkEvent.WAIT_TIMEDOUT;
  }

  private static String reason(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    return message.replaceAll("\\s+", " ");
  }
}
