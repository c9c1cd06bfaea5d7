package io.busbar.engine.component;

import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.FilterSets;
import io.busbar.api.storage.TrustedFiles;
import io.busbar.engine.model.EngineModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Updates and removes bundles of filters in this framework. */
@Component(service = FilterSets.class)
public final class FilterSetsComponent implements FilterSets {
  /** So often it is looked for the next version's services: for 20 s at least. */
  private static final int MAX_LOOKS = 20_000;
  private static final long LOOK_NS = 1_000_000;
  private static final String COMPONENTS = "Service-Component";

  private final BundleContext context;
  private final EngineModel model;
  private final TrustedFiles files;
  private long updates;

  /** Starts. */
  @Activate
  public FilterSetsComponent(BundleContext context, @Reference EngineModel model, @Reference TrustedFiles files) {
    this.context = context;
    this.model = model;
    this.files = files;
  }

  @Override
  public List<String> names() {
    return Arrays.stream(context.getBundles()).filter(bundle -> !filters(bundle).isEmpty()).map(Bundle::getSymbolicName).distinct().sorted()
        .toList();
  }

  @Override
  public List<Installed> sets() {
    return Arrays.stream(context.getBundles()).filter(bundle -> !filters(bundle).isEmpty())
        .map(bundle -> new Installed(bundle.getSymbolicName(), String.valueOf(bundle.getVersion()), filters(bundle).stream().sorted().toList()))
        .sorted(Comparator.comparing(Installed::bundle).thenComparing(Installed::version)).toList();
  }

  @Override
  public List<String> update(String bundle, String file) throws IOException {
    return update(bundle, new ByteArrayInputStream(files.read(file)));
  }

  @Override
  public List<String> users(String bundle) {
    return find(bundle).map(found -> model.users(filters(found))).orElse(List.of());
  }

  @Override
  public synchronized List<String> update(String bundle, InputStream jar) throws IOException {
    Optional<Bundle> present = find(bundle);
    @Nullable Bundle next = null;
    try {
      next = context.installBundle("update:" + bundle + ":" + updates++, jar);
      if (!bundle.equals(next.getSymbolicName())) {
        next.uninstall();
        return List.of("the jar is of the bundle " + next.getSymbolicName() + ", not of " + bundle + ".");
      }
      next.start();
      List<String> against = against(present.map(FilterSetsComponent::filters).orElse(List.of()), next);
      if (against.isEmpty() && filters(next).isEmpty()) {
        against = List.of("the bundle " + bundle + " has no filters.");
      }
      if (!against.isEmpty()) {
        next.uninstall();
      } else if (present.isPresent()) {
        present.get().uninstall();
      }
      return against;
    } catch (BundleException failure) {
      undo(next);
      return List.of("the framework does not take it: " + failure.getMessage() + ". The present version stays.");
    }
  }

  /** What speaks against the next version, once it has started; its components start on a thread of their own. */
  private List<String> against(Collection<String> present, Bundle next) {
    String header = next.getHeaders().get(COMPONENTS);
    int components = header == null ? 0 : header.split(",").length;
    int looks = 0;
    while (services(next).size() < components && looks++ < MAX_LOOKS) {
      LockSupport.parkNanos(LOOK_NS);
    }
    Map<ServiceReference<?>, FilterFactory> factories = new LinkedHashMap<>();
    for (ServiceReference<?> reference : services(next)) {
      if (context.getService(reference) instanceof FilterFactory filter) {
        factories.put(reference, filter);
      }
    }
    try {
      TreeSet<String> missing = new TreeSet<>(present);
      factories.values().forEach(filter -> missing.remove(filter.descriptor().name()));
      if (!missing.isEmpty()) {
        return List.of("version " + next.getVersion() + " does not have the filters " + String.join(", ", missing) + ", or they did not start. The"
            + " present version stays.");
      }
      while (!model.knows(factories.values())) {
        if (looks++ >= MAX_LOOKS) {
          return List.of("the engine did not take the filters of version " + next.getVersion() + ". Try again. The present version stays.");
        }
        LockSupport.parkNanos(LOOK_NS);
      }
      return model.against(factories.values()).stream().map(problem -> problem.at() + ": " + problem.message()).toList();
    } finally {
      factories.keySet().forEach(context::ungetService);
    }
  }

  private static void undo(@Nullable Bundle next) {
    if (next != null && next.getState() != Bundle.UNINSTALLED) {
      try {
        next.uninstall();
      } catch (BundleException stays) {
        throw new IllegalStateException("the next version cannot be taken away again", stays);
      }
    }
  }

  @Override
  public synchronized List<String> remove(String bundle, boolean force) {
    Optional<Bundle> found = find(bundle);
    if (found.isEmpty()) {
      return List.of(none(bundle));
    }
    Collection<String> filters = filters(found.get());
    List<String> users = model.users(filters);
    if (!users.isEmpty() && (!force || !model.drain(filters))) {
      return users;
    }
    try {
      found.get().uninstall();
      return List.of();
    } catch (BundleException failure) {
      model.readAgain(filters);
      return List.of("the framework does not let it go: " + failure.getMessage() + ".");
    }
  }

  private String none(String bundle) {
    return "no bundle \"" + bundle + "\" with filters is installed; there are " + String.join(", ", names()) + ".";
  }

  private Optional<Bundle> find(String name) {
    return Arrays.stream(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName()) && !filters(bundle).isEmpty()).findFirst();
  }

  private static List<String> filters(Bundle bundle) {
    return services(bundle).stream().map(reference -> String.valueOf(reference.getProperty(FilterFactory.NAME))).toList();
  }

  private static List<ServiceReference<?>> services(Bundle bundle) {
    ServiceReference<?>[] registered = bundle.getRegisteredServices();
    List<ServiceReference<?>> found = new ArrayList<>();
    if (registered != null) {
      for (ServiceReference<?> reference : registered) {
        if (reference.getProperty(FilterFactory.NAME) != null) {
          found.add(reference);
        }
      }
    }
    return found;
  }
}
