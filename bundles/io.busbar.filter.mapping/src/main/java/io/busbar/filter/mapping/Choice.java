package io.busbar.filter.mapping;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.formula.BoundFormula;
import io.busbar.api.filter.support.EachSample;

/** Lets samples through for which a formula is true, or false. */
final class Choice extends EachSample {
  private final StageContext context;
  private final BoundFormula when;
  private final boolean wanted;
  private final Kind kind;

  Choice(StageContext context, boolean wanted) {
    this.context = context;
    this.when = new BoundFormula(context, context.text("when"));
    this.wanted = wanted;
    this.kind = context.inputs().get(0);
  }

  @Override
  protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
    boolean judged = !Quality.isInvalid(when.quality(row, in.quality[i]));
    if (judged && (when.value(row, kind.toDouble(in.bits[i]), in.quality[i]) != 0) != wanted) {
      context.dropped();
    } else {
      out.addRow(in, i);
    }
  }
}
