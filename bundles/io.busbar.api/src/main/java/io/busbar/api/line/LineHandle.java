package io.busbar.api.line;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A driver's lease of a line. The line behind it may be open or not; it stays open when the lease ends because the
 * driver is swapped, until the channel itself is removed. Used by the channel's thread.
 */
@ProviderType
public interface LineHandle extends AutoCloseable {
  /**
   * The line, opened if it is not; null if it cannot be opened now ({@link #failure()} says why). Opening is tried at
   * most once per back-off period, so calling this in a loop is cheap. May block for the connect time-out.
   */
  @Nullable Line line();

  /** Why the line is not open, with what to do, for a technician; empty if it is. */
  String failure();

  /** When opening is tried next, monotonic ns; now or earlier if at the next call. */
  long retryAtNs();

  /** Closes the line and opens it at the next {@link #line()}: after an I/O error, or a TCP stream out of step. */
  void reopen();

  /** Ends the lease. The line stays open for the next lease of the same channel. */
  @Override
  void close();
}
