package io.busbar.engine.pipeline;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;

/** What a filter that has thrown leaves: each sample with bad quality, and its value where that is of the right kind. Stateless. */
final class Spoilt {
  private Spoilt() {}

  static void results(CompiledStage stage, int input, SampleBatch in, SampleBatch out) {
    out.clear();
    boolean sameKind = stage.inputs().get(input) == stage.output().kind();
    for (int i = 0; i < in.size(); i++) {
      int row = sameKind ? out.addRow(in, i, stage.output().kind()) : out.addRow(in, i);
      out.bits[row] = sameKind ? out.bits[row] : 0;
      out.quality[row] = Quality.invalid(out.quality[row], Quality.PROCESSING_ERROR);
    }
  }

  static void inPlace(CompiledStage stage, SampleBatch samples) {
    boolean sameKind = stage.inputs().get(0) == stage.output().kind();
    for (int i = 0; i < samples.size(); i++) {
      samples.bits[i] = sameKind ? samples.bits[i] : 0;
      samples.quality[i] = Quality.invalid(samples.quality[i], Quality.PROCESSING_ERROR);
    }
  }
}
