package io.busbar.deploy.manifest;

/**
 * A bundle as a manifest names it.
 *
 * @param name symbolic name
 * @param version of the bundle
 * @param startLevel 1…99
 * @param file its jar
 */
public record BundleEntry(String name, String version, int startLevel, FileEntry file) {
  @Override
  public String toString() {
    return name + " " + version;
  }
}
