package io.busbar.filter.deadband;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.InPlace;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Numbers;

/**
 * The loop of a dead-band: compares with what was last let through.
 *
 * <p>State per row: the value bits last sent (for text its hash) and the quality last sent, −1 for nothing yet.
 */
abstract class DeadbandStage implements InPlace {
  private static final int NOTHING_SENT = -1;

  private static final SampleBatch NONE = new SampleBatch(1);

  private final StageContext context;
  private final Kind kind;
  private final LongColumn sentBits;
  private final LongColumn sentQuality;
  private SampleBatch samples = NONE;
  private int at;

  DeadbandStage(StageContext context) {
    this.context = context;
    this.kind = context.inputs().get(0);
    this.sentBits = context.longs("sentBits", 0, false);
    this.sentQuality = context.ints("sentQuality", NOTHING_SENT, false);
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

  @Override
  public final Kind kind() {
    return kind;
  }

  /** Source time of the sample at hand for order and durations, ns. */
  final long sourceTime() {
    return Numbers.time(samples, at);
  }

  @Override
  public void apply(SampleBatch samples) {
    this.samples = samples;
    int count = samples.size();
    for (int i = 0; i < count; i++) {
      int row = samples.point[i];
      long bits = kind.isBlob() ? samples.blobs.hashAt(samples.bits[i]) : samples.bits[i];
      int quality = samples.quality[i];
      at = i;
      if (sentQuality.get(row) == quality && !movedEnough(row, bits, quality)) {
        context.dropped();
        samples.drop(i);
        continue;
      }
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
