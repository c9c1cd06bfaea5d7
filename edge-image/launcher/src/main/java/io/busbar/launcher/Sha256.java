package io.busbar.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksum of a bundle file as it stands in a packaged feature: SHA-256 (FIPS 180-4), lower-case hexadecimal. */
public final class Sha256 {

  /** Name of the bundle metadata entry in a packaged feature. */
  public static final String METADATA = "sha256";

  private Sha256() {
  }

  /**
   * Reads the whole file.
   *
   * @param file a bundle of at most a few megabytes
   * @return 64 hexadecimal digits
   * @throws IOException if the file cannot be read
   */
  public static String of(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
