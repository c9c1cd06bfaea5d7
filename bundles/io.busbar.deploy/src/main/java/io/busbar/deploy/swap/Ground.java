package io.busbar.deploy.swap;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The framework and the plant as the deployer sees them. Used by one thread at a time; may block for up to some tens of seconds. */
public interface Ground {
  /** Bundles that are installed, but the framework's own. */
  List<Part> parts();

  /** Names of bundles that use packages of this one. */
  List<String> users(String bundle);

  /** Packages that the framework itself offers. */
  Set<String> systemPackages();

  /**
   * Starts a bundle beside another and then ends that one.
   *
   * @param before present one, or null to add
   * @param next the one after it, or null to take away
   * @return empty, or why not; then the present one runs as before
   */
  String swap(@Nullable Part before, @Nullable Next next);

  /** Asks the launcher; answers empty if done, else why not. */
  String gate(String request);

  /** The devices. */
  List<Device> devices();

  /** What pauses while a bundle is swapped: {@code channel bus1 (modbus-rtu), 12 devices}. */
  List<String> pauses(String bundle);

  /**
   * A bundle to come.
   *
   * @param file its jar
   * @param startLevel 1…99
   */
  record Next(Path file, int startLevel) {}

  /**
   * A device.
   *
   * @param name of it
   * @param well whether its exchanges succeed
   * @param lastGoodNs wall time of the last good exchange, ns; 0 if none
   * @param reason why it is not well
   */
  record Device(String name, boolean well, long lastGoodNs, String reason) {}
}
