package io.busbar.api.model;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Checks a model against the drivers and filters that are installed, as {@link ModelControl#plan} does, but without a running
 * engine, journal or lines: for tools. A service of the engine's bundle. Thread-safe; no I/O.
 */
@ProviderType
public interface SiteCheck {
  /** All mistakes and concerns, in order of discovery; empty if the model can be applied. */
  List<Problem> check(SiteModel candidate);
}
