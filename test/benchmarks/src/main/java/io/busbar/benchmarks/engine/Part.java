package io.busbar.benchmarks.engine;

import io.busbar.benchmarks.Figures;

/** A part of the benchmark that can be run alone. */
interface Part {
  /** Measures; prints what a person wants to see and adds figures. */
  void run(Figures figures, Table table) throws Exception;
}
