package io.busbar.api.view;

import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.journal.JournalStatus;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  /** Bytes that the journal's file system has free; −1 if not known. */
  default long journalFreeBytes() {
    return -1;
  }

  /** Records not yet durable at central, events and measurements. */
  long backlogRecords();

  /**
   * How far a sample that was published is on its way to central. Reads back in the journal: for a person who asks, not for a loop.
   *
   * @param identity of its point
   * @param sourceNs its source time, ns
   * @param gatewayNs its gateway time, ns
   */
  default Whereabouts whereabouts(int identity, long sourceNs, long gatewayNs) {
    return Whereabouts.UNKNOWN;
  }

  /**
   * Where a sample is.
   *
   * @param way how far it is
   * @param stream that it is in; null if not known
   * @param position of its record in the stream, 0 if not known
   */
  record Whereabouts(Way way, @Nullable StreamId stream, long position) {
    /** Nothing is known of it. */
    public static final Whereabouts UNKNOWN = new Whereabouts(Way.UNKNOWN, null, 0);
  }

  /** How far a record is. */
  enum Way {
    /** It was not found in the journal: it is not there yet, or was long ago. */
    UNKNOWN,
    /** It waits to be sent in the present session, or for a session. */
    WAITING,
    /** It was sent in the present session, and central has not confirmed it. */
    SENT,
    /** Central has confirmed it as durable. */
    CONFIRMED
  }

  /** Gateway time of the oldest record that is not yet durable at central, ns; 0 if there is none. */
  long oldestBacklogNs();

  /**
   * Hours until the journal is full at the present rate while nothing is delivered, by its capacity or by what its file system has
   * free, whichever is less; +∞ if it never is.
   */
  double journalHoursLeft();

  /** Wall time at which central last confirmed something, ns; 0 if never since the start. */
  long lastDeliveredNs();

  /** Samples accepted by the journal since the start. */
  long samplesJournalled();

  /** Bytes that may be used from midnight to midnight; 0 for no limit. */
  default long budgetPerDay() {
    return 0;
  }

  /** Fingerprint of central's key that the link trusts; empty if it is not encrypted, or not known yet. */
  default String centralKey() {
    return "";
  }

  /** Encoded bytes per sample lately; NaN if none. */
  double bytesPerSample();
}
