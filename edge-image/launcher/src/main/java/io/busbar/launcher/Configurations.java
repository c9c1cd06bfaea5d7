package io.busbar.launcher;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.felix.cm.json.io.ConfigurationResource;
import org.osgi.service.feature.FeatureConfiguration;

/** Writes the configurations of a feature set as one Configurator resource (OSGi Compendium 8, §150.4). */
public final class Configurations {

  private Configurations() {
  }

  /** JSON for the framework property {@code configurator.initial}. */
  public static String json(FeatureSet set) throws Problem {
    Map<String, Hashtable<String, Object>> byPid = new LinkedHashMap<>();
    for (Map.Entry<String, FeatureConfiguration> entry : set.configurations().entrySet()) {
      byPid.put(entry.getKey(), new Hashtable<>(entry.getValue().getValues()));
    }
    ConfigurationResource resource = new ConfigurationResource();
    resource.getConfigurations().putAll(byPid);
    // Outside a bundle a resource has to name itself (§150.5.1).
    resource.getProperties().put(":configurator:symbolic-name", "io.busbar.feature." + set.name());
    resource.getProperties().put(":configurator:version", "1.0.0");
    StringWriter out = new StringWriter();
    try {
      org.apache.felix.cm.json.io.Configurations.buildWriter().build(out).writeConfigurationResource(resource);
    } catch (IOException e) {
      throw new Problem("the configurations of feature " + set.name() + " cannot be written as JSON: " + e.getMessage(), e);
    }
    return out.toString();
  }
}
