package io.busbar.deploy.component;

import io.busbar.api.driver.DriverFactory;
import io.busbar.api.model.FilterSets;
import io.busbar.api.view.EngineView;
import io.busbar.deploy.store.Disk;
import io.busbar.deploy.swap.Ground;
import io.busbar.deploy.swap.Part;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The framework that this bundle runs in, with the engine's devices. */
final class FrameworkGround implements Ground {
  private static final String REFERENCE = "reference:";
  private static final String COMPONENTS = "Service-Component";
  /** So often it is looked for the services of a bundle that was started: for 20 s at least. */
  private static final int MAX_LOOKS = 20_000;
  private static final long LOOK_NS = 1_000_000;

  private final BundleContext context;
  private final Function<String, String> gate;
  private final Supplier<@Nullable EngineView> engine;
  private final Supplier<@Nullable FilterSets> filters;
  private final Map<String, String> digests = new HashMap<>();

  FrameworkGround(BundleContext context, Function<String, String> gate, Supplier<@Nullable EngineView> engine,
      Supplier<@Nullable FilterSets> filters) {
    this.context = context;
    this.gate = gate;
    this.engine = engine;
    this.filters = filters;
  }

  @Override
  public synchronized List<Part> parts() {
    List<Part> found = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getBundleId() != 0 && bundle.getLocation().startsWith(REFERENCE)) {
        Path file = Path.of(URI.create(bundle.getLocation().substring(REFERENCE.length())));
        found.add(new Part(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion().toString(),
            bundle.adapt(BundleStartLevel.class).getStartLevel(), digests.computeIfAbsent(bundle.getLocation(), location -> digest(file)), file));
      }
    }
    return found;
  }

  private static String digest(Path file) {
    try {
      return Disk.digest(file);
    } catch (IOException e) {
      System.getLogger(FrameworkGround.class.getName()).log(System.Logger.Level.WARNING, "{0} cannot be read: {1}", file, e);
      return "";
    }
  }

  @Override
  public List<String> users(String name) {
    Set<String> found = new TreeSet<>();
    for (Bundle bundle : context.getBundles()) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (wiring != null && name.equals(bundle.getSymbolicName())) {
        for (BundleWire wire : wiring.getProvidedWires(null)) {
          // A service that is wired is looked up anew; only packages and fragments tie bundles together.
          if (!wire.getCapability().getNamespace().startsWith("osgi.service") && !wire.getCapability().getNamespace().equals("osgi.implementation")) {
            found.add(String.valueOf(wire.getRequirer().getSymbolicName()));
          }
        }
      }
    }
    found.remove(name);
    return List.copyOf(found);
  }

  @Override
  public Set<String> systemPackages() {
    Set<String> found = new HashSet<>();
    context.getBundle(0).adapt(BundleWiring.class).getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
        .forEach(capability -> found.add(String.valueOf(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))));
    return found;
  }

  @Override
  public String swap(@Nullable Part before, @Nullable Next next) {
    Bundle present = before == null ? null : context.getBundle(before.id());
    Bundle fresh = null;
    try {
      if (next != null) {
        fresh = context.installBundle(REFERENCE + next.file().toUri());
        fresh.adapt(BundleStartLevel.class).setStartLevel(next.startLevel());
        fresh.start(Bundle.START_ACTIVATION_POLICY);
        String missing = awaitServices(fresh, present);
        if (!missing.isEmpty()) {
          fresh.uninstall();
          return missing;
        }
      }
      if (present != null) {
        present.stop();
        present.uninstall();
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(present));
      }
      return "";
    } catch (BundleException e) {
      return "the framework does not take it: " + e.getMessage() + undone(fresh, present);
    }
  }

  private static String undone(@Nullable Bundle fresh, @Nullable Bundle present) {
    try {
      if (fresh != null && fresh.getState() != Bundle.UNINSTALLED) {
        fresh.uninstall();
      }
      if (present != null && present.getState() == Bundle.RESOLVED) {
        present.start(Bundle.START_ACTIVATION_POLICY);
      }
      return "";
    } catch (BundleException e) {
      return "; and it is not taken away: " + e.getMessage();
    }
  }

  /** Waits until a bundle offers what the one before it offers; its components start on threads of their own. */
  private static String awaitServices(Bundle fresh, @Nullable Bundle present) {
    Set<String> wanted = present == null ? Set.of() : services(present);
    String components = fresh.getHeaders().get(COMPONENTS);
    Set<String> missing = new TreeSet<>(wanted);
    for (int looks = 0; looks < MAX_LOOKS && components != null; looks++) {
      missing.removeAll(services(fresh));
      if (missing.isEmpty()) {
        return "";
      }
      LockSupport.parkNanos(LOOK_NS);
    }
    return missing.isEmpty() ? "" : "it starts, but does not offer " + String.join(", ", missing) + " as the present one does";
  }

  private static Set<String> services(Bundle bundle) {
    Set<String> found = new TreeSet<>();
    ServiceReference<?>[] registered = bundle.getRegisteredServices();
    if (registered != null) {
      for (ServiceReference<?> reference : registered) {
        found.addAll(Arrays.asList((String[]) reference.getProperty(Constants.OBJECTCLASS)));
      }
    }
    return found;
  }

  @Override
  public String gate(String request) {
    return gate.apply(request);
  }

  @Override
  public List<Device> devices() {
    EngineView view = engine.get();
    return view == null ? List.of() : view.devices().stream().map(row -> new Device(row.device(), !row.state().isLost() && row.lastGoodNs() > 0,
        row.lastGoodNs(), row.reason())).toList();
  }

  @Override
  public List<String> pauses(String name) {
    List<String> found = new ArrayList<>();
    EngineView view = engine.get();
    for (Bundle bundle : context.getBundles()) {
      ServiceReference<?>[] registered = name.equals(bundle.getSymbolicName()) ? bundle.getRegisteredServices() : null;
      for (ServiceReference<?> reference : registered == null ? new ServiceReference<?>[0] : registered) {
        Object service = context.getService(reference);
        if (service instanceof DriverFactory driver && view != null) {
          Set<String> types = new HashSet<>();
          driver.channelTypes().forEach(type -> types.add(type.name()));
          view.channels().stream().filter(channel -> types.contains(channel.type())).forEach(channel -> found.add("channel " + channel.channel()
              + " (" + channel.type() + "): " + channel.devices() + " devices pause for the time of a request; the line stays open"));
        }
        context.ungetService(reference);
      }
    }
    FilterSets sets = filters.get();
    if (sets != null) {
      sets.users(name).forEach(flow -> found.add("flow " + flow + " goes over between two batches, with its memory"));
    }
    if (name.equals("io.busbar.console")) {
      found.add("the page pauses for a moment; reading goes on");
    }
    return found;
  }
}
