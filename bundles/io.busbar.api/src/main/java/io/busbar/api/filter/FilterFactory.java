package io.busbar.api.filter;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /**
   * Names of other points of the same device that the stage looks at by {@link StageContext#point}; by default the
   * arguments of type {@link ParameterType#POINT}. The core reports those that the template does not have.
   *
   * @param arguments of the stage, valid by the descriptor
   */
  default List<Setting> points(StageArguments arguments) {
    List<Setting> names = new ArrayList<>();
    for (Parameter parameter : arguments.parameters()) {
      Setting written = parameter.type() == ParameterType.POINT ? arguments.setting(parameter.name()) : null;
      if (written != null) {
        names.add(written);
      }
    }
    return names;
  }

  /**
   * The name that the point has for central and beyond; by default the one that it has.
   *
   * @param arguments of the stage, valid by the descriptor and by {@link #check}
   * @param name that it has up to this stage
   */
  default String publishedName(StageArguments arguments, String name) {
    return name;
  }

  /**
   * Tags that the point has for central and beyond, in addition to those of stages before; a later tag of the same name counts.
   *
   * @param arguments of the stage, valid by the descriptor and by {@link #check}
   */
  default Map<String, String> tags(StageArguments arguments) {
    return Map.of();
  }

  /**
   * Whether the stage computes its value from the points that it looks at alone, so that it can make a point that neither is read nor takes
   * from another: it is called with {@link Kind#DOUBLE} whenever one of {@link #points} has something new.
   *
   * @param arguments of the stage, valid by the descriptor
   */
  default boolean makesValue(StageArguments arguments) {
    return false;
  }

  /**
   * A factory for flows that run beside the running ones, for trial: nothing that their stages do may hold those up. By default this one; a
   * filter whose stages share something that can be held up, such as a process, gives one that does not share it with its own.
   */
  default FilterFactory beside() {
    return this;
  }

  /**
   * Whether a stage works row by row: what it makes of a sample depends on that sample and its row's columns and parameters alone, and it
   * asks for no timer, no durable column, no other point and no view of its inputs, nor is it a {@link Router}. Points of a template whose
   * flows say the same then share one chain of filters, in which each of them has rows of its own: less memory, and one call for all that is
   * read of a device. The engine refuses such a stage what it has renounced.
   */
  default boolean isRowByRow() {
    return false;
  }

  /** Makes the filter of one stage. Asks the context for all columns and parameters here, not later. */
  Filter create(StageContext context);
}
