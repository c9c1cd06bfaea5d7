package io.busbar.filter.deadband;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Numbers;

/**
 * The doors of one template's points.
 *
 * <p>Per row: the hinge (time and value of the sample sent last), the range of slopes of those lines from the hinge
 * that pass every sample since within dev, and the held sample. The held sample's own slope was in that range when it
 * came, so the line from the hinge to it keeps the promise for all samples that were dropped between.
 */
final class SwingingDoorStage implements Filter {
  private static final long NOTHING_SENT = -1;

  private final StageContext context;
  private final Kind kind;
  private final DoubleParameter dev;
  private final DoubleParameter minTime;
  private final DoubleParameter maxTime;
  private final HeldSample held;
  private final LongColumn hingeTime;
  private final DoubleColumn hingeValue;
  private final LongColumn hingeQuality;
  private final DoubleColumn leastSlope;
  private final DoubleColumn greatestSlope;

  SwingingDoorStage(StageContext context) {
    this.context = context;
    this.kind = context.inputs().get(0);
    this.dev = context.number("dev");
    this.minTime = context.number("minTime");
    this.maxTime = context.number("maxTime");
    this.held = new HeldSample(context, "held", true);
    this.hingeTime = context.longs("hingeTime", 0, false);
    this.hingeValue = context.doubles("hingeValue", 0, false);
    this.hingeQuality = context.longs("hingeQuality", NOTHING_SENT, false);
    this.leastSlope = context.doubles("leastSlope", Double.NEGATIVE_INFINITY, false);
    this.greatestSlope = context.doubles("greatestSlope", Double.POSITIVE_INFINITY, false);
  }

  @Override
  public int maxOutputs() {
    return 2;
  }

  @Override
  public void process(int input, SampleBatch in, SampleBatch out) {
    for (int i = 0; i < in.size(); i++) {
      int row = in.point[i];
      double x = kind.toDouble(in.bits[i]);
      boolean sameQuality = hingeQuality.get(row) == (in.quality[i] & 0xFFFF_FFFFL);
      if (!sameQuality || !Double.isFinite(x)) {
        sendAtOnce(row, in, i, out);
      } else {
        swing(row, x, in, i, out);
      }
    }
  }

  private void sendAtOnce(int row, SampleBatch in, int i, SampleBatch out) {
    release(row, out);
    out.addRow(in, i);
    hinge(row, Numbers.time(in, i), kind.toDouble(in.bits[i]), in.quality[i]);
  }

  private void swing(int row, double x, SampleBatch in, int i, SampleBatch out) {
    long time = Numbers.time(in, i);
    long newest = held.isEmpty(row) ? hingeTime.get(row) : held.time(row);
    if (time <= newest || time - hingeTime.get(row) < Numbers.ns(minTime, row)) {
      context.dropped();
      return;
    }
    if (!fits(row, time, x) && !held.isEmpty(row)) {
      long corner = held.time(row);
      double value = kind.toDouble(held.bits(row));
      release(row, out);
      hinge(row, corner, value, in.quality[i]);
      fits(row, time, x);
    }
    if (held.isEmpty(row)) {
      context.schedule(row, context.nowNs() + Numbers.ns(maxTime, row));
    } else {
      context.dropped();
    }
    held.keep(row, in, i);
  }

  /** Whether a line from the hinge to this sample passes all samples since the hinge within dev; narrows the doors to it. */
  private boolean fits(int row, long time, double x) {
    double dt = (time - hingeTime.get(row)) / Numbers.NS;
    double slope = (x - hingeValue.get(row)) / dt;
    double tolerance = dev.at(row) / dt;
    boolean fits = slope >= leastSlope.get(row) && slope <= greatestSlope.get(row);
    leastSlope.set(row, Math.max(leastSlope.get(row), slope - tolerance));
    greatestSlope.set(row, Math.min(greatestSlope.get(row), slope + tolerance));
    return fits;
  }

  private void hinge(int row, long time, double x, int quality) {
    hingeTime.set(row, time);
    hingeValue.set(row, x);
    hingeQuality.set(row, quality & 0xFFFF_FFFFL);
    leastSlope.set(row, Double.NEGATIVE_INFINITY);
    greatestSlope.set(row, Double.POSITIVE_INFINITY);
  }

  private void release(int row, SampleBatch out) {
    if (!held.isEmpty(row)) {
      held.addTo(out, row);
      held.forget(row);
      context.cancel(row);
    }
  }

  @Override
  public void onTimer(int row, long nowNs, SampleBatch out) {
    if (held.isEmpty(row)) {
      return;
    }
    long time = held.time(row);
    double x = kind.toDouble(held.bits(row));
    release(row, out);
    hinge(row, time, x, (int) hingeQuality.get(row));
  }

  @Override
  public void onRestore(int row, long nowNs) {
    if (!held.isEmpty(row)) {
      context.schedule(row, nowNs + Numbers.ns(maxTime, row));
    }
  }

  @Override
  public void onReturn(int row) {
    hingeQuality.set(row, NOTHING_SENT);
  }
}
