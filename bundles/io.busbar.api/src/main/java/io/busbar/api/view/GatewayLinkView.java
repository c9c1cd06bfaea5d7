package io.busbar.api.view;

import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.journal.JournalStatus;
import io.busbar.api.link.LinkStatus;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The gateway's way to central; a service of the uplink. Thread-safe. */
@ProviderType
public interface GatewayLinkView {
  /** Links to central. */
  List<LinkStatus> links();

  /** What the link runs over, the preferred way first; empty while it is not open. */
  default List<BearerStatus> bearers() {
    return List.of();
  }

  /** The journal. */
  JournalStatus journal();

  /** Records not yet durable at central, events and measurements. */
  long backlogRecords();

  /** Gateway time of the oldest record that is not yet durable at central, ns; 0 if there is none. */
  long oldestBacklogNs();

  /** Hours until the journal is full at the present rate while nothing is delivered; +∞ if it never is. */
  double journalHoursLeft();

  /** Wall time at which central last confirmed something, ns; 0 if never since the start. */
  long lastDeliveredNs();

  /** Samples accepted by the journal since the start. */
  long samplesJournalled();

  /** Encoded bytes per sample lately; NaN if none. */
  double bytesPerSample();
}
