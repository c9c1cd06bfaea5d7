package io.busbar.deploy.swap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A framework and a plant that do what the test says. */
final class FakeGround implements Ground {
  final List<Part> parts = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> swapped = new CopyOnWriteArrayList<>();
  final Map<String, String> failing = new ConcurrentHashMap<>();
  final Map<String, List<String>> users = new ConcurrentHashMap<>();
  volatile Supplier<List<Device>> plant = List::of;
  private long lastId = 100;

  @Override
  public List<Part> parts() {
    return List.copyOf(parts);
  }

  /** What runs, as {@code driver 1.1}. */
  List<String> running() {
    return parts.stream().map(Part::toString).sorted().toList();
  }

  @Override
  public List<String> users(String bundle) {
    return users.getOrDefault(bundle, List.of());
  }

  @Override
  public Set<String> systemPackages() {
    return Set.of("org.osgi.framework");
  }

  @Override
  public String swap(@Nullable Part before, @Nullable Next next) {
    try {
      Part comes = next == null ? null : named(next);
      String against = comes == null ? "" : failing.getOrDefault(comes.toString(), "");
      swapped.add((before == null ? "-" : before) + " > " + (comes == null ? "-" : comes) + (against.isEmpty() ? "" : " no"));
      if (against.isEmpty()) {
        parts.remove(before);
        if (comes != null) {
          parts.add(comes);
        }
      }
      return against;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files of the store have their digest for a name: what they are stands inside. */
  private Part named(Next next) throws IOException {
    try (java.util.jar.JarFile jar = new java.util.jar.JarFile(next.file().toFile())) {
      var headers = jar.getManifest().getMainAttributes();
      return new Part(++lastId, headers.getValue("Bundle-SymbolicName"), headers.getValue("Bundle-Version"), next.startLevel(),
          io.busbar.deploy.store.Disk.digest(next.file()), next.file());
    }
  }

  @Override
  public String gate(String request) {
    if (request.equals("refused")) {
      return "";
    }
    asked.add(request);
    return "";
  }

  @Override
  public List<Device> devices() {
    return plant.get();
  }

  @Override
  public List<String> pauses(String bundle) {
    return List.of("channel of " + bundle);
  }
}
