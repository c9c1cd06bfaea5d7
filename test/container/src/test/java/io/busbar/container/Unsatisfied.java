package io.busbar.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Components that wait for a service or failed to start. One that waits for its configuration is not meant to run here. */
final class Unsatisfied {

  private Unsatisfied() {}

  /** One line for each, beginning with the name of its class. */
  static Set<String> in(ServiceComponentRuntime components) {
    Set<String> found = new TreeSet<>();
    for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
      for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(description)) {
        if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE
            || configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
          List<String> references = new ArrayList<>();
          for (var reference : configuration.unsatisfiedReferences) {
            references.add(reference.name);
          }
          found.add(description.implementationClass + " waits for " + references + " " + configuration.failure);
        }
      }
    }
    return found;
  }
}
