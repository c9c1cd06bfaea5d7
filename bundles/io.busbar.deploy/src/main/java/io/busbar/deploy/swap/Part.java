package io.busbar.deploy.swap;

import java.nio.file.Path;

/**
 * A bundle that is installed.
 *
 * @param id of the framework
 * @param name symbolic name
 * @param version of the bundle
 * @param startLevel 1…99
 * @param sha256 of its jar, in hexadecimal; empty if it cannot be read
 * @param file its jar
 */
public record Part(long id, String name, String version, int startLevel, String sha256, Path file) {
  @Override
  public String toString() {
    return name + " " + version;
  }
}
