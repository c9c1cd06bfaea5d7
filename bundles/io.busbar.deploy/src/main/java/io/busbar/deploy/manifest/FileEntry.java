package io.busbar.deploy.manifest;

/**
 * A file as a manifest names it.
 *
 * @param sha256 SHA-256 (FIPS 180-4), 64 lower-case hexadecimal digits
 * @param length bytes, 0…{@value FeatureManifest#MAX_FILE_BYTES}
 */
public record FileEntry(String sha256, long length) {
  @Override
  public String toString() {
    return sha256 + " " + length;
  }
}
