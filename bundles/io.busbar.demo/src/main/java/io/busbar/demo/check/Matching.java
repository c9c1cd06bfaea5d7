package io.busbar.demo.check;

import io.busbar.sim.log.LogRecord;
import java.util.BitSet;
import java.util.List;

/** Finds for each delivered sample of one polled point the reply it came from. Samples are handed in by source time. */
final class Matching {
  /** A poll time may differ from the middle of request and reply by this much. */
  private static final long TOLERANCE_NS = 5_000_000_000L;
  private static final double RELATIVE = 1e-6;
  private final List<LogRecord.Reply> replies;
  private final double[] values;
  private final BitSet delivered = new BitSet();
  private int next;

  /** No sample yet. {@code replies} carry the point and are in order of time. */
  Matching(PointRule rule, List<LogRecord.Reply> replies) {
    this.replies = replies;
    values = new double[replies.size()];
    for (int i = 0; i < values.length; i++) {
      LogRecord.Reply reply = replies.get(i);
      values[i] = rule.read(reply.data(), reply.start());
    }
  }

  /** Takes a sample; false when no reply later than the last matched one explains it. */
  boolean take(long time, double value) {
    int best = -1;
    long bestDistance = TOLERANCE_NS;
    for (int i = next; i < values.length && middle(i) <= time + TOLERANCE_NS; i++) {
      long distance = Math.abs(middle(i) - time);
      if (distance < bestDistance && same(values[i], value)) {
        best = i;
        bestDistance = distance;
      }
    }
    if (best < 0) {
      return false;
    }
    delivered.set(best);
    next = best + 1;
    return true;
  }

  private long middle(int index) {
    LogRecord.Reply reply = replies.get(index);
    return reply.requestedAt() + (reply.servedAt() - reply.requestedAt()) / 2;
  }

  private static boolean same(double served, double arrived) {
    return Math.abs(served - arrived) <= RELATIVE * Math.max(1, Math.abs(served));
  }

  int size() {
    return values.length;
  }

  int matched() {
    return delivered.cardinality();
  }

  double value(int index) {
    return values[index];
  }

  LogRecord.Reply reply(int index) {
    return replies.get(index);
  }

  boolean isDelivered(int index) {
    return delivered.get(index);
  }
}
