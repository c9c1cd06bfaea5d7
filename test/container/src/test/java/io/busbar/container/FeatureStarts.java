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
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What must be true of every feature once it has started. */
public abstract class FeatureStarts {

  @Inject
  private BundleContext context;

  @Inject
  private ServiceComponentRuntime components;

  /** Components that wait for something that only the launcher or a site has, by name of class. */
  protected Set<String> waiting() {
    return Set.of("io.busbar.shell.VerbRunnerComponent");
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

  @Test
  public void everyComponentIsSatisfied() {
    Set<String> wrong = new TreeSet<>();
    for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
      if (waiting().contains(description.implementationClass)) {
        continue;
      }
      for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(description)) {
        if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE
            || configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
          List<String> references = new ArrayList<>();
          for (var reference : configuration.unsatisfiedReferences) {
            references.add(reference.name);
          }
          wrong.add(description.implementationClass + " waits for " + references + " " + configuration.failure);
        }
      }
    }
    assertEquals(Set.of(), wrong);
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
