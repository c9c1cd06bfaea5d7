package io.busbar.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.inject.Inject;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** What must be true of every feature once it has started. */
public abstract class FeatureStarts {

  private static final long PATIENCE_NS = 120_000_000_000L;

  @Inject
  private BundleContext context;

  @Inject
  private ServiceComponentRuntime components;

  /** What waits for something that only the launcher, a site or another feature has: verbs, and what a site configures. */
  private static boolean mayWait(String component) {
    return component.startsWith("io.busbar.shell.") || component.startsWith("io.busbar.deploy.") || component.startsWith("io.busbar.uplink.")
        || component.startsWith("io.busbar.engine.");
  }

  @Test
  public void everyBundleIsActive() {
    List<String> wrong = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      boolean fragment = (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
      if (bundle.getState() != (fragment ? Bundle.RESOLVED : Bundle.ACTIVE)) {
        wrong.add(bundle.getSymbolicName() + " is in state " + bundle.getState());
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** Configurations reach their components on a thread of the configurator's: it may take a moment. */
  @Test
  public void everyComponentIsSatisfied() throws InterruptedException {
    long until = System.nanoTime() + PATIENCE_NS;
    while (!unsatisfied().isEmpty() && System.nanoTime() < until) {
      Thread.sleep(50);
    }
    assertEquals(Set.of(), unsatisfied());
  }

  private Set<String> unsatisfied() {
    Set<String> wrong = new TreeSet<>();
    for (String each : Unsatisfied.in(components)) {
      if (!mayWait(each)) {
        wrong.add(each);
      }
    }
    return wrong;
  }

  @Test
  public void theDriversBundlesExportNothing() {
    for (Bundle bundle : context.getBundles()) {
      String name = bundle.getSymbolicName();
      if (name.startsWith("io.busbar.driver.") || name.startsWith("io.busbar.filter.")) {
        assertFalse(name, bundle.getHeaders().get("Export-Package") != null);
      }
    }
  }
}
