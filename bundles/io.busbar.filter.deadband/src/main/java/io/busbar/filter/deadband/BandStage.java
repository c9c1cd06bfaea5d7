package io.busbar.filter.deadband;

import io.busbar.api.filter.StageContext;

/** A dead-band with a width. */
abstract class BandStage extends DeadbandStage {
  BandStage(StageContext context) {
    super(context);
  }

  /**
   * The distance from the value last sent that is not yet worth sending.
   *
   * @param sent value last sent
   */
  abstract double band(int row, double sent);

  @Override
  final boolean differs(int row, long bits, long sent) {
    double last = kind().toDouble(sent);
    return !(Math.abs(kind().toDouble(bits) - last) <= band(row, last));
  }
}
