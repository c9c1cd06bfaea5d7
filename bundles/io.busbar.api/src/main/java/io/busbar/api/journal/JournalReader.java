package io.busbar.api.journal;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** Reads the durable records of one stream in order. One thread. */
@ProviderType
public interface JournalReader extends AutoCloseable {
  /**
   * Goes to the next durable record.
   *
   * @return false if there is none yet
   */
  boolean next() throws IOException;

  /** Position of the current record. Positions that are skipped were lost or retired; a gap record says why. */
  long position();

  /** The current record, copied. */
  byte[] record();

  /** Goes to a position: the next record is that one, or the first kept one after it. */
  void seek(long position);

  @Override
  void close();
}
