package io.busbar.api.filter;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A {@link Filter} with one input whose samples go on as themselves, changed or not, or not at all: it works where they are, which
 * spares the copy of each. Texts and bytes stay as they are; a sample that goes no further is {@linkplain SampleBatch#drop dropped}
 * and not moved, so that nothing is doubled where a filter throws.
 */
@ConsumerType
public interface InPlace extends Filter {
  /**
   * Changes samples, and drops those that go no further.
   *
   * @param samples in order; none is dropped yet. Whoever calls takes the dropped ones out
   */
  void apply(SampleBatch samples);

  /** Kind of what comes in. */
  Kind kind();

  @Override
  default void process(int input, SampleBatch in, SampleBatch out) {
    out.addAll(in, kind());
    apply(out);
    out.compact();
  }
}
