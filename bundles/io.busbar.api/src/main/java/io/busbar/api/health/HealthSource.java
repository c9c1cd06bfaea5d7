package io.busbar.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Whoever has something to say about health; a whiteboard service. Any thread, quick, no blocking. */
@ConsumerType
public interface HealthSource {
  /** Reports, worst first; empty if there is nothing to say. */
  List<HealthReport> health();
}
