package io.busbar.sink.iec104.events;

import io.busbar.sink.iec104.table.MappedPoint;
import org.jspecify.annotations.Nullable;

/** An event that is looked at; filled by {@link GroupQueue#peek}. One thread. */
public final class Pending {
  public @Nullable MappedPoint point;
  public double number;
  /** {@link io.busbar.api.data.Quality}. */
  public int quality;
  public long sourceNs;
  public byte timeQuality;
  /** Of transmission, as on the line, with T. */
  public int cause;
  /** When central received it, ns. */
  public long receivedNs;
}
