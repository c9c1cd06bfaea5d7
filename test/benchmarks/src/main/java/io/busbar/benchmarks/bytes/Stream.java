package io.busbar.benchmarks.bytes;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples that are to be sent, in their order.
 *
 * @param name for people
 * @param batches the samples; no packet goes over two of them
 * @param kinds kind of each row of each batch
 * @param polls where the polls of each batch end: rows after their last
 * @param entropyBits entropy of all; not a number where nobody knows it
 */
record Stream(String name, List<SampleBatch> batches, List<Kind[]> kinds, List<List<Integer>> polls, double entropyBits) {
  /** Rows of one packet. */
  record Cut(int batch, int from, int to) {}

  /** Samples in all. */
  int size() {
    return batches.stream().mapToInt(SampleBatch::size).sum();
  }

  /** Packets of exactly so many samples; 0 for one poll each. */
  List<Cut> cut(int rows) {
    List<Cut> cuts = new ArrayList<>();
    for (int b = 0; b < batches.size(); b++) {
      int from = 0;
      if (rows > 0) {
        for (; from < batches.get(b).size(); from += rows) {
          cuts.add(new Cut(b, from, Math.min(batches.get(b).size(), from + rows)));
        }
      } else {
        for (int end : polls.get(b)) {
          cuts.add(new Cut(b, from, end));
          from = end;
        }
      }
    }
    return cuts;
  }
}
