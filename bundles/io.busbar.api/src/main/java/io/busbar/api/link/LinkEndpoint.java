package io.busbar.api.link;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** One end of a link as an agent. One thread calls {@link #doWork}; sessions and listener live on that thread. */
@ProviderType
public interface LinkEndpoint extends AutoCloseable {
  /**
   * Receives, sends and keeps time without waiting.
   *
   * @param nowNs monotonic time, ns
   * @return monotonic time at which there is something to do even if nothing arrives
   */
  long doWork(long nowNs);

  /** Statistics per session or, at a dialling end, of the one that is sought. Any thread. */
  List<LinkStatus> status();

  /** Says goodbye where it can and forgets all sessions; the bearer is the caller's. */
  @Override
  void close();
}
