package io.busbar.demo.check;

/**
 * How the stream came back after an interruption.
 *
 * @param freshAfterMs   from the end of the interruption until the first sample taken after that end had arrived; NaN if none did
 * @param backlogAfterMs from the end of the interruption until the last sample taken during it had arrived; NaN if none was
 */
public record Recovery(double freshAfterMs, double backlogAfterMs) {

  /** From what the sink wrote: an interruption from one moment to another, Unix nanoseconds. */
  public static Recovery of(SinkFiles sink, long beginNs, long endNs) {
    long fresh = Long.MAX_VALUE;
    long backlog = Long.MIN_VALUE;
    for (Series series : sink.all().values()) {
      for (int row = 0; row < series.size(); row++) {
        long time = series.time(row);
        if (time >= endNs) {
          fresh = Math.min(fresh, series.received(row));
        } else if (time >= beginNs) {
          backlog = Math.max(backlog, series.received(row));
        }
      }
    }
    return new Recovery(fresh == Long.MAX_VALUE ? Double.NaN : (fresh - endNs) / 1e6,
        backlog == Long.MIN_VALUE ? Double.NaN : Math.max(0, backlog - endNs) / 1e6);
  }
}
