package io.busbar.api.filter;

import io.busbar.api.model.PublishClass;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A {@link Filter} that says of each sample how it is published, beside what it does as a stage. It is asked at the end of the flow,
 * behind the stages after it; of several in a flow the last one. Shard's thread only; takes no memory, never throws.
 */
@ConsumerType
public interface Router {
  /**
   * How a sample is published. Not asked for points that are not published at all.
   *
   * @param row of the device
   * @param value what came out of the flow, as a number; NaN for texts
   * @param quality its quality bits
   * @param usual how the point is published otherwise
   */
  PublishClass route(int row, double value, int quality, PublishClass usual);
}
