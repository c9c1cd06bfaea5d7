package io.busbar.api.filter.support;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Lets a change of state pass once the state has lasted: the change is held back for a time by gateway time and then sent
 * as it came, with the source time of its edge; when the state returns before, nothing is sent. The first sample, each
 * change of quality and the first sample after a lost device pass at once. What is held back is durable.
 */
@ConsumerType
public abstract class SettledState extends EachSample {
  private static final long NOTHING_SENT = -1;

  private final StageContext context;
  private final HeldSample held;
  private final DurableTimer timer;
  private final LongColumn sentBits;
  private final LongColumn sentQuality;

  /** Declares the columns. */
  protected SettledState(StageContext context) {
    this.context = context;
    held = new HeldSample(context, "held", true);
    timer = new DurableTimer(context);
    sentBits = context.longs("sentBits", 0, true);
    sentQuality = context.longs("sentQuality", NOTHING_SENT, true);
  }

  /**
   * How long a state must last, ns; 0 passes at once.
   *
   * @param from state last sent
   * @param to new state
   */
  protected abstract long lastsNs(int row, long from, long to);

  @Override
  protected final void sample(int row, SampleBatch in, int i, SampleBatch out) {
    boolean sameQuality = sentQuality.get(row) == (in.quality[i] & 0xFFFF_FFFFL);
    long from = sentBits.get(row);
    long to = in.bits[i];
    long lasts = sameQuality && to != from ? lastsNs(row, from, to) : 0;
    if (lasts > 0) {
      boolean known = !held.isEmpty(row) && held.bits(row) == to;
      if (known) {
        context.dropped();
        return;
      }
      drop(row);
      held.keep(row, in, i);
      timer.schedule(row, context.nowNs() + lasts);
      return;
    }
    boolean takenBack = sameQuality && !held.isEmpty(row) && to == from;
    drop(row);
    if (takenBack) {
      context.dropped();
      return;
    }
    pass(row, in.bits[i], in.quality[i]);
    out.addRow(in, i);
  }

  private void drop(int row) {
    if (!held.isEmpty(row)) {
      context.dropped();
      held.forget(row);
      timer.cancel(row);
    }
  }

  private void pass(int row, long bits, int quality) {
    sentBits.set(row, bits);
    sentQuality.set(row, quality & 0xFFFF_FFFFL);
  }

  @Override
  public final void onTimer(int row, long nowNs, SampleBatch out) {
    timer.fired(row);
    if (!held.isEmpty(row)) {
      pass(row, held.bits(row), held.quality(row));
      held.addTo(out, row);
      held.forget(row);
    }
  }

  @Override
  public final void onRestore(int row, long nowNs) {
    timer.restore(row);
  }

  @Override
  public final void onReturn(int row) {
    sentQuality.set(row, NOTHING_SENT);
  }
}
