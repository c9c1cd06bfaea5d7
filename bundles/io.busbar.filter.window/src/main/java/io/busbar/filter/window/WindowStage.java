package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.DurableTimer;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;

/**
 * Windows of source time that lie side by side, for every aggregate.
 *
 * <p>A value stands from its sample to the next one, at most maxHold. A window is open from its first sample on; it is closed
 * by the first sample at or after its end, or, when none comes, once the gateway's time is {@link #GRACE_NS} past its end.
 */
final class WindowStage extends EachSample {
  /** How long after its end a window waits for its samples, ns of gateway time. */
  static final long GRACE_NS = 1_000_000_000L;

  private static final long NONE = Long.MIN_VALUE;
  private static final double ROUNDING = 1e-6;

  private final StageContext context;
  private final Kind kind;
  private final Kind result;
  private final Aggregate aggregate;
  private final Settings settings;
  private final DurableTimer timer;
  private final LongColumn start;
  private final LongColumn lastTime;
  private final LongColumn lastBits;
  private final LongColumn lastGood;
  private final LongColumn samples;
  private final DoubleColumn goodSeconds;

  /**
   * How the windows lie and what they owe.
   *
   * @param period length
   * @param offset where the grid begins
   * @param good share of good time that a good result needs, percent
   * @param maxHold longest time that a value stands, 0 for a period
   * @param stampStart whether a result has the time of the window's start, else of its end
   */
  record Settings(DoubleParameter period, DoubleParameter offset, DoubleParameter good, DoubleParameter maxHold, boolean stampStart) {}

  WindowStage(StageContext context, Settings settings, Kind result, Aggregate aggregate) {
    this.context = context;
    this.kind = context.inputs().get(0);
    this.result = result;
    this.aggregate = aggregate;
    this.settings = settings;
    this.timer = new DurableTimer(context);
    this.start = context.longs("start", NONE, true);
    this.lastTime = context.longs("lastTime", NONE, true);
    this.lastBits = context.longs("lastBits", 0, true);
    this.lastGood = context.longs("lastGood", 0, true);
    this.samples = context.longs("samples", 0, true);
    this.goodSeconds = context.doubles("goodSeconds", 0, true);
  }

  @Override
  protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
    long time = Numbers.time(in, i);
    if (time == SampleBatch.NO_TIME || time <= lastTime.get(row) || time < start.get(row)) {
      context.dropped();
      return;
    }
    long step = Numbers.ns(settings.period(), row);
    long window = Numbers.floor(time, step, Numbers.ns(settings.offset(), row));
    if (timer.isSet(row) && start.get(row) != window) {
      close(row, in.gatewayTime[i], out);
      timer.cancel(row);
    }
    if (!timer.isSet(row)) {
      start.set(row, window);
      samples.set(row, 0);
      goodSeconds.set(row, 0);
      aggregate.begin(row, window);
      timer.schedule(row, Math.max(context.nowNs(), window + step + GRACE_NS));
    }
    stand(row, time);
    double x = kind.toDouble(in.bits[i]);
    boolean isGood = Quality.isGood(in.quality[i]) && Double.isFinite(x);
    lastTime.set(row, time);
    lastBits.set(row, in.bits[i]);
    lastGood.set(row, isGood ? 1 : 0);
    if (isGood) {
      samples.set(row, samples.get(row) + 1);
      aggregate.sample(row, x, in.bits[i], time);
    }
  }

  /** The last value stands until a time, as far as it does so in this window and no longer than it may. */
  private void stand(int row, long until) {
    if (lastGood.get(row) == 0) {
      return;
    }
    double hold = settings.maxHold().at(row) > 0 ? settings.maxHold().at(row) : settings.period().at(row);
    long from = Math.max(lastTime.get(row), start.get(row));
    long to = Math.min(until, lastTime.get(row) + (long) (hold * Numbers.NS));
    if (to > from) {
      double seconds = (to - from) / Numbers.NS;
      goodSeconds.set(row, goodSeconds.get(row) + seconds);
      aggregate.stretch(row, kind.toDouble(lastBits.get(row)), lastBits.get(row), seconds);
    }
  }

  private void close(int row, long gatewayNs, SampleBatch out) {
    long end = start.get(row) + Numbers.ns(settings.period(), row);
    stand(row, end);
    double share = 100 * goodSeconds.get(row) / settings.period().at(row);
    double value = aggregate.result(row, samples.get(row), goodSeconds.get(row));
    boolean enough = share + ROUNDING >= settings.good().at(row);
    int quality = Double.isNaN(value) ? Quality.INVALID | Quality.OLD_DATA
        : enough ? Quality.GOOD : Quality.QUESTIONABLE | Quality.INACCURATE;
    long own = aggregate.timeNs(row);
    long stamp = own != Aggregate.NO_TIME ? own : settings.stampStart() ? start.get(row) : end;
    int o = out.add(row, 0, quality, stamp, TimeQuality.POLL, gatewayNs);
    double finite = Double.isNaN(value) ? 0 : value;
    if (result.isFloating()) {
      Numbers.put(out, o, finite);
    } else {
      out.bits[o] = Numbers.bits(result, finite);
    }
    start.set(row, end);
  }

  @Override
  public void onTimer(int row, long nowNs, SampleBatch out) {
    timer.fired(row);
    close(row, nowNs, out);
  }

  @Override
  public void onLost(int row) {
    lastGood.set(row, 0);
  }

  @Override
  public void onRestore(int row, long nowNs) {
    timer.restore(row);
  }
}
