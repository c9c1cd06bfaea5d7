package io.busbar.api.filter.support;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.StageSpec;
import java.util.List;
import java.util.Locale;
import org.osgi.annotation.versioning.ConsumerType;

/** A filter operation: its description, and the check of what comes in. Immutable, thread-safe. */
@ConsumerType
public abstract class Operation implements FilterFactory {
  /** Inputs that a point can have at most. */
  public static final int MAX_INPUTS = 16;

  private final Takes takes;
  private final int leastInputs;
  private final int mostInputs;
  private final Descriptor descriptor;

  /** An operation on one input. */
  protected Operation(Takes takes, Descriptor descriptor) {
    this(takes, 1, 1, descriptor);
  }

  /**
   * An operation on several inputs, which can only be the first stage of a point with as many reads.
   *
   * @param takes what each input may be
   * @param leastInputs 1…16
   * @param mostInputs 1…16
   */
  protected Operation(Takes takes, int leastInputs, int mostInputs, Descriptor descriptor) {
    this.takes = takes;
    this.leastInputs = leastInputs;
    this.mostInputs = mostInputs;
    this.descriptor = descriptor;
  }

  @Override
  public final Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public final StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    String name = stage.filter();
    boolean right = true;
    if (inputs.size() < leastInputs || inputs.size() > mostInputs) {
      problems.error(stage.at(), "filter-inputs", inputsComplaint(name, inputs.size()));
      right = false;
    }
    for (Kind kind : inputs) {
      if (!takes.accepts(kind)) {
        problems.error(stage.at(), "filter-kind", name + " " + takes.need() + " and gets "
            + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ". " + takes.remedy());
        right = false;
        break;
      }
    }
    if (!right) {
      return StageOutput.of(inputs.get(0));
    }
    return output(new Checked(inputs, StageArguments.of(descriptor, stage, new Problems()), stage, problems));
  }

  private String inputsComplaint(String name, int count) {
    if (mostInputs == 1) {
      return name + " takes one input, not " + count + ". Join the inputs first, for example with words or doublePoint.";
    }
    String wanted = leastInputs == mostInputs ? Integer.toString(leastInputs) : leastInputs + " to " + mostInputs;
    return name + " takes " + wanted + " inputs, the point reads " + count + ". It stands first in the flow; write its inputs "
        + "after read:, for example " + descriptor.example() + ".";
  }

  /**
   * Checks arguments beyond what the descriptor says and tells what comes out; by default what comes in, and what an operation gives that is
   * for states only is a state.
   */
  protected StageOutput output(Checked stage) {
    StageOutput same = StageOutput.of(stage.kind());
    return takes == Takes.STATE || takes == Takes.CONTACT ? same.asState() : same;
  }
}
