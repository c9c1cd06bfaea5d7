package io.busbar.api.filter.support;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.InputView;
import org.osgi.annotation.versioning.ConsumerType;

/** A filter that computes from the last values of several inputs of one row. */
@ConsumerType
public abstract class Joined extends EachSample {
  private final InputView[] inputs;

  /** Looks at all inputs of the stage. */
  protected Joined(StageContext context) {
    inputs = new InputView[context.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = context.input(i);
    }
  }

  /** How many inputs. */
  protected final int count() {
    return inputs.length;
  }

  /** Number of an input. */
  protected final double value(int row, int input) {
    return inputs[input].kind().toDouble(inputs[input].bits(row));
  }

  /** Quality of an input; a number that is not finite is INVALID. */
  protected final int quality(int row, int input) {
    int quality = inputs[input].quality(row);
    return Double.isFinite(value(row, input)) ? quality : Quality.invalid(quality, Quality.PROCESSING_ERROR);
  }

  /** Whether an input is to be used at all. */
  protected final boolean isUsable(int row, int input) {
    return !Quality.isInvalid(quality(row, input));
  }

  /** Source time of an input, ns. */
  protected final long time(int row, int input) {
    return inputs[input].sourceTime(row);
  }

  /** The worst quality of all inputs. */
  protected final int worst(int row) {
    int worst = Quality.GOOD;
    for (int k = 0; k < inputs.length; k++) {
      worst = Quality.worst(worst, quality(row, k));
    }
    return worst;
  }

  /** Source time of the newest input, ns. */
  protected final long newest(int row) {
    long newest = SampleBatch.NO_TIME;
    for (int k = 0; k < inputs.length; k++) {
      newest = Math.max(newest, inputs[k].sourceTime(row));
    }
    return newest;
  }

  /** Adds the result for the sample at hand, with the time of the newest input. */
  protected final int add(int row, SampleBatch in, int i, SampleBatch out, int quality) {
    int o = out.addRow(in, i);
    out.quality[o] = quality;
    out.sourceTime[o] = newest(row);
    return o;
  }
}
