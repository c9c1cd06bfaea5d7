package io.busbar.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What boots.
 *
 * @param id set of the deploy folder, or {@code image}
 * @param bundles in start order
 * @param folder where their files are
 * @param configuration of components, as one Configurator resource
 * @param notes what the deployer has to tell people about how this came to boot; may be empty
 */
record Boot(String id, List<BundleFile> bundles, Path folder, String configuration, List<String> notes) {
  /** Framework property: the set that runs. */
  static final String SET = "busbar.deploy.set";
  /** Framework property: the deploy folder. */
  static final String FOLDER = "busbar.deploy.folder";
  /** Framework property: what has to be told, lines. */
  static final String NOTES = "busbar.deploy.notes";

  Boot {
    bundles = List.copyOf(bundles);
    notes = List.copyOf(notes);
  }

  /** What the installed package brought along. */
  static Boot image(FeatureSet features, Path folder, List<String> notes) throws Problem {
    return new Boot("image", features.bundles(), folder, Configurations.json(features), notes);
  }

  Map<String, String> properties() {
    return Map.of(SET, id, NOTES, String.join("\n", notes), "configurator.initial", configuration);
  }
}
