package io.busbar.engine;

import io.busbar.api.filter.FilterFactory;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** As much of a framework as bundles of filters need, without one: a started bundle's filters are the engine's. */
final class FilterBundles {
  private final Rig rig;
  private final List<Installed> installed = new ArrayList<>();
  private final Map<String, Installed> jars = new HashMap<>();
  private final Map<ServiceReference<?>, FilterFactory> services = new HashMap<>();

  FilterBundles(Rig rig) {
    this.rig = rig;
  }

  /** Installs and starts. */
  void start(String name, FilterFactory... filters) throws BundleException {
    Installed bundle = new Installed(name, "1", filters);
    installed.add(bundle);
    bundle.start();
  }

  /** A jar that can be installed. */
  InputStream jar(String name, String version, FilterFactory... filters) {
    String content = name + " " + version;
    jars.put(content, new Installed(name, version, filters));
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  /** Names and versions, in the order of installation. */
  List<String> installed() {
    return installed.stream().map(bundle -> bundle.name + " " + bundle.version).toList();
  }

  /** A bundle that does not go. */
  void holdFast(String name) {
    installed.stream().filter(bundle -> bundle.name.equals(name)).forEach(bundle -> bundle.fast = true);
  }

  BundleContext context() {
    return proxy(BundleContext.class, Map.of(
        "getBundles", arguments -> installed.stream().map(bundle -> bundle.bundle).toArray(Bundle[]::new),
        "getService", arguments -> services.get(arguments[0]),
        "ungetService", arguments -> true,
        "installBundle", arguments -> install((InputStream) arguments[1])));
  }

  private Bundle install(InputStream jar) throws Exception {
    Installed next = jars.get(new String(jar.readAllBytes(), StandardCharsets.UTF_8));
    if (next == null || installed().contains(next.name + " " + next.version)) {
      throw new BundleException("not unique");
    }
    installed.add(next);
    return next.bundle;
  }

  /** What a call answers. */
  private interface Answer {
    @Nullable Object to(Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Map<String, Answer> answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
      Answer answer = answers.get(method.getName());
      return switch (method.getName()) {
        case "hashCode" -> System.identityHashCode(self);
        case "equals" -> self == arguments[0];
        case "toString" -> type.getSimpleName();
        default -> {
          if (answer == null) {
            throw new UnsupportedOperationException(method.toString());
          }
          yield answer.to(arguments);
        }
      };
    }));
  }

  private final class Installed {
    private final String name;
    private final String version;
    private final FilterFactory[] filters;
    private final Bundle bundle;
    private final List<ServiceReference<?>> registered = new ArrayList<>();
    private boolean fast;

    Installed(String name, String version, FilterFactory... filters) {
      this.name = name;
      this.version = version;
      this.filters = filters;
      Dictionary<String, String> headers = new Hashtable<>();
      Function<Runnable, Answer> doing = what -> arguments -> {
        what.run();
        return null;
      };
      bundle = proxy(Bundle.class, Map.of("getSymbolicName", arguments -> name, "getVersion", arguments -> new Version(version),
          "getHeaders", arguments -> headers, "getRegisteredServices", arguments -> registered.toArray(ServiceReference<?>[]::new),
          "getState", arguments -> installed.contains(this) ? Bundle.ACTIVE : Bundle.UNINSTALLED,
          "start", doing.apply(this::start), "uninstall", arguments -> {
            uninstall();
            return null;
          }));
    }

    void start() {
      for (FilterFactory filter : filters) {
        ServiceReference<?> reference = proxy(ServiceReference.class, Map.of("getProperty", arguments -> filter.descriptor().name()));
        registered.add(reference);
        services.put(reference, filter);
        rig.engine.model().add(filter);
      }
    }

    private void uninstall() throws BundleException {
      if (fast) {
        throw new BundleException("it is starting or stopping");
      }
      installed.remove(this);
      services.keySet().removeAll(registered);
      registered.clear();
      for (FilterFactory filter : filters) {
        rig.engine.model().remove(filter);
      }
    }
  }
}
