package io.busbar.api.filter;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.model.Problems;
import io.busbar.api.model.StageSpec;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** One filter operation; a service with the property {@link #NAME} set to its descriptor's name. Stateless, thread-safe. */
@ConsumerType
public interface FilterFactory {
  /** Service property with the filter's name. */
  String NAME = "busbar.filter";

  /** Name, semantics and parameters; the core validates a stage's arguments against it before {@link #check}. */
  Descriptor descriptor();

  /**
   * Checks a stage beyond what the descriptor says and tells what it gives.
   *
   * @param inputs kinds of what comes in; more than one only in the first stage of a point with several reads
   * @param stage arguments, valid by the descriptor
   * @return what comes out; anything where a problem was reported
   */
  StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems);

  /** Makes the filter of one stage. Asks the context for all columns and parameters here, not later. */
  Filter create(StageContext context);
}
