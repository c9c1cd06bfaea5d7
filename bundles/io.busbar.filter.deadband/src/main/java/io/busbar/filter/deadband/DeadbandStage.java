package io.busbar.filter.deadband;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Numbers;

/**
 * The loop of a dead-band: compares with what was last let through.
 *
 * <p>State per row: the value bits last sent (for text its hash) and the quality last sent, −1 for nothing yet.
 */
abstract class DeadbandStage implements Filter {
  private static final long NOTHING_SENT = -1;

  private final StageContext context;
  private final Kind kind;
  private final LongColumn sentBits;
  private final LongColumn sentQuality;
  private long sourceTime;

  DeadbandStage(StageContext context) {
    this.context = context;
    this.kind = context.inputs().get(0);
    this.sentBits = context.longs("sentBits", 0, false);
    this.sentQuality = context.longs("sentQuality", NOTHING_SENT, false);
  }

  /**
   * Whether a value differs enough to be sent.
   *
   * @param row the device's row
   * @param bits new value; for text and bytes their hash
   * @param sent value last sent, likewise
   */
  abstract boolean differs(int row, long bits, long sent);

  /** The sample at hand is sent. */
  void sent(int row) {}

  /** Kind of the values. */
  final Kind kind() {
    return kind;
  }

  /** Source time of the sample at hand for order and durations, ns. */
  final long sourceTime() {
    return sourceTime;
  }

  @Override
  public void process(int input, SampleBatch in, SampleBatch out) {
    for (int i = 0; i < in.size(); i++) {
      int row = in.point[i];
      long bits = kind.isBlob() ? in.blobs.hashAt(in.bits[i]) : in.bits[i];
      long quality = in.quality[i] & 0xFFFF_FFFFL;
      sourceTime = Numbers.time(in, i);
      if (sentQuality.get(row) == quality && !movedEnough(row, bits, in.quality[i])) {
        context.dropped();
        continue;
      }
      out.addRow(in, i, kind);
      sentBits.set(row, bits);
      sentQuality.set(row, quality);
      sent(row);
    }
  }

  private boolean movedEnough(int row, long bits, int quality) {
    long sent = sentBits.get(row);
    if (kind.isFloating() && !Double.isFinite(Double.longBitsToDouble(bits))) {
      return bits != sent && Quality.isGood(quality);
    }
    return differs(row, bits, sent);
  }

  @Override
  public void onReturn(int row) {
    sentQuality.set(row, NOTHING_SENT);
  }
}
