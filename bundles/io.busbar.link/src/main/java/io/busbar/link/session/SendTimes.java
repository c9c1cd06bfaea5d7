package io.busbar.link.session;

/** When packets of a session went out, to half a second and an hour back: bounds the age of what quotes one of them. */
final class SendTimes {
  private static final int KEPT = 8_192;
  private static final long STEP_NS = 500_000_000;

  private final long[] numbers = new long[KEPT];
  private final long[] times = new long[KEPT];
  private long count;
  private long last;

  void sent(long number, long nowNs) {
    last = number;
    if (count == 0 || nowNs - times[(int) ((count - 1) % KEPT)] >= STEP_NS) {
      numbers[(int) (count % KEPT)] = number;
      times[(int) (count % KEPT)] = nowNs;
      count++;
    }
  }

  /** An upper bound of the time since a packet was sent, ns; {@link Long#MAX_VALUE} if it was not sent or that is too long ago to know. */
  long ageNs(long number, long nowNs) {
    long from = Math.max(0, count - KEPT);
    if (number < 1 || number > last || count == 0 || numbers[(int) (from % KEPT)] > number) {
      return Long.MAX_VALUE;
    }
    long to = count - 1;
    while (from < to) {
      long middle = (from + to + 1) / 2;
      if (numbers[(int) (middle % KEPT)] <= number) {
        from = middle;
      } else {
        to = middle - 1;
      }
    }
    return nowNs - times[(int) (from % KEPT)];
  }
}
