package io.busbar.api.filter.support;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.Filter;
import org.osgi.annotation.versioning.ConsumerType;

/** A filter that looks at one sample after the other. */
@ConsumerType
public abstract class EachSample implements Filter {
  @Override
  public final void process(int input, SampleBatch in, SampleBatch out) {
    for (int i = 0; i < in.size(); i++) {
      sample(in.point[i], in, i, out);
    }
  }

  /**
   * One sample.
   *
   * @param row of the device
   * @param in batch that it is in
   * @param i its row there
   * @param out where to add what goes on
   */
  protected abstract void sample(int row, SampleBatch in, int i, SampleBatch out);
}
