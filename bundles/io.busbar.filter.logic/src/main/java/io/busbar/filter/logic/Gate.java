package io.busbar.filter.logic;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Joined;

/** Three-valued logic: on, off, unknown. An input is unknown where it is INVALID. */
abstract class Gate extends Joined {
  Gate(StageContext context) {
    super(context);
  }

  /**
   * The result.
   *
   * @param on inputs that are on
   * @param off inputs that are off; the others are unknown
   * @return 1, 0, or −1 for unknown
   */
  abstract int result(int row, int on, int off);

  @Override
  protected final void sample(int row, SampleBatch in, int i, SampleBatch out) {
    int on = 0;
    int off = 0;
    int quality = Quality.GOOD;
    for (int k = 0; k < count(); k++) {
      if (isUsable(row, k)) {
        on += value(row, k) != 0 ? 1 : 0;
        off += value(row, k) == 0 ? 1 : 0;
        quality = Quality.worst(quality, quality(row, k));
      }
    }
    int result = result(row, on, off);
    int o = add(row, in, i, out, result < 0 ? worst(row) : quality);
    out.bits[o] = Math.max(result, 0);
  }
}
