package io.busbar.engine.pipeline;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.engine.image.ImageColumns;

/** What becomes of rows whose device does not answer, or goes to another pipeline. Shard's thread only. */
final class LostRows {
  private LostRows() {}

  /**
   * Nobody answers behind these rows: a repeat of what the flow gave last would show old data as new, and a result that was held
   * back or comes late says so.
   *
   * @param image what the flow gave last
   * @param out what a timer of the stage gave
   */
  static void keepHonest(Stage stage, ImageColumns image, SampleBatch out) {
    int kept = 0;
    for (int i = 0; i < out.size(); i++) {
      if ((out.cause[i] & 0x7F) == Cause.PERIODIC && out.sourceTime[i] <= image.sourceTime(out.point[i])) {
        stage.dropped();
      } else {
        out.moveRow(i, kept);
        out.quality[kept] = Quality.invalid(out.quality[kept], Quality.COMM_LOST);
        kept++;
      }
    }
    out.truncate(kept);
  }

  /** Carries a row's memory over, stage by stage of the same id and kinds. */
  static void carry(Stage[] from, int fromRow, Stage[] to, int row) {
    for (Stage stage : to) {
      for (Stage old : from) {
        if (old.compiled().spec().id().equals(stage.compiled().spec().id()) && old.compiled().inputs().equals(stage.compiled().inputs())) {
          stage.copyRow(old, fromRow, row);
        }
      }
    }
  }
}
