package io.busbar.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.felix.framework.BundleRevisionImpl;
import org.apache.felix.framework.cache.JarContent;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Hides every bundle whose jar is not in the manifest that runs (OSGi Core 8, chapter 57), however it came into the framework. It is there
 * before the first bundle is installed, and no bundle can take it away. What it looks at is the file that the framework itself loads classes
 * from: its own copy, or the file behind a {@code reference:}, which has to lie in a folder of the product. What it does not reach, an extension
 * of the framework itself ({@code Fragment-Host: system.bundle}), which Felix attaches without a resolver, the framework is told not to take:
 * {@link #refuseExtensions}. Any thread.
 */
final class Gatekeeper implements ResolverHookFactory {
  private static final System.Logger LOG = System.getLogger(Gatekeeper.class.getName());
  private static final int MAX_REFUSED = 100;


  private final List<Path> folders;
  private final Map<BundleRevision, String> digests = Collections.synchronizedMap(new WeakHashMap<>());
  private final Map<String, String> refused = Collections.synchronizedMap(new LinkedHashMap<>());
  private volatile @Nullable Set<String> allowed;

  /** @param folders of files that only the product writes */
  Gatekeeper(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** Tells Felix to take no extension of itself; before its first class is loaded. */
  static void refuseExtensions() {
    System.setProperty("felix.extensions.disable", "true");
  }

  /** SHA-256 of the jars that may resolve from now on; null for all, which is development mode. */
  void allow(@Nullable Set<String> sha256) {
    allowed = sha256 == null ? null : Set.copyOf(sha256);
  }

  /** What was hidden, one line each, in the order of the first time. */
  List<String> refused() {
    synchronized (refused) {
      return List.copyOf(refused.values());
    }
  }

  @Override
  public ResolverHook begin(Collection<BundleRevision> triggers) {
    Set<String> now = allowed;
    return now == null ? new Hiding(revision -> true) : new Hiding(revision -> mayResolve(revision, now));
  }

  private boolean mayResolve(BundleRevision revision, Set<String> now) {
    if (revision.getBundle().getBundleId() == 0) {
      return true;
    }
    String digest = digests.computeIfAbsent(revision, this::digest);
    boolean may = now.contains(digest);
    if (!may && refused.size() < MAX_REFUSED) {
      String name = revision.getSymbolicName() + " " + revision.getVersion();
      if (refused.put(name + digest, name + " (SHA-256 " + digest + ", installed from " + revision.getBundle().getLocation() + ")") == null) {
        LOG.log(System.Logger.Level.WARNING, "the bundle {0} of {1} is not in the manifest that runs and stays without effect; deploy a signed"
            + " feature that has it", name, revision.getBundle().getLocation());
      }
    }
    return may;
  }

  private String digest(BundleRevision revision) {
    if (!(revision instanceof BundleRevisionImpl felix) || !(felix.getContent() instanceof JarContent jar)) {
      return "none: it is no jar";
    }
    Path file = jar.getFile().toPath().toAbsolutePath().normalize();
    if (revision.getBundle().getLocation().startsWith("reference:") && folders.stream().noneMatch(file::startsWith)) {
      return "none: it is a reference to " + file;
    }
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      return "none: its file cannot be read, " + e;
    }
  }

  /** One resolve. */
  private record Hiding(java.util.function.Predicate<BundleRevision> may) implements ResolverHook {
    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
      for (Iterator<BundleRevision> each = candidates.iterator(); each.hasNext();) {
        if (!may.test(each.next())) {
          each.remove();
        }
      }
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {
      // singletons collide as the framework says
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
      // Felix attaches a fragment without asking whether it may resolve; it does ask for its host here.
      if (!may.test(requirement.getRevision())) {
        candidates.clear();
      } else {
        for (Iterator<BundleCapability> each = candidates.iterator(); each.hasNext();) {
          if (!may.test(each.next().getRevision())) {
            each.remove();
          }
        }
      }
    }

    @Override
    public void end() {
      // nothing is kept
    }
  }
}
