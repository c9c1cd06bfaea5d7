package io.busbar.api.storage;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Files whose code may run with the rights of this process: they belong to the process's own user or to root, and nobody else may write
 * them. Whoever may ask a gateway for an update cannot give it code of his own by that. A service of the platform; thread-safe, blocks.
 */
@ProviderType
public interface TrustedFiles {
  /** Most bytes that are read at once. */
  int MAX_BYTES = 64 << 20;

  /**
   * Says that a file is trusted now.
   *
   * @param name its whole path on this machine
   * @throws IOException with what stands against it and what to do
   */
  void check(String name) throws IOException;

  /**
   * Reads a trusted file whole.
   *
   * @param name its whole path on this machine
   * @throws IOException with what stands against it and what to do; also if it has more than {@link #MAX_BYTES}, or was exchanged meanwhile
   */
  byte[] read(String name) throws IOException;
}
