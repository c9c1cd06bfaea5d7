package io.busbar.deploy.store;

import io.busbar.deploy.manifest.BundleEntry;
import io.busbar.deploy.manifest.FeatureManifest;
import java.nio.file.Path;

/**
 * A set of the folder that was checked: it may run here, and its files were there.
 *
 * @param id beginning of its manifest's SHA-256
 * @param manifest what belongs to it
 * @param store folder of the bundles
 * @param configuration file with the configuration of its components
 */
public record FeatureSetOnDisk(String id, FeatureManifest manifest, Path store, Path configuration) {
  /** The file of a bundle. */
  public Path file(BundleEntry bundle) {
    return store.resolve(bundle.file().sha256() + ".jar");
  }
}
