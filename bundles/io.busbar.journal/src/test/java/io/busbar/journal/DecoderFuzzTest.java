package io.busbar.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.journal.log.FrameFuzz;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class DecoderFuzzTest {
  private static final int INPUTS = Integer.getInteger("busbar.fuzz", 1_000_000);
  /** A block of the most samples takes some 200 kB; inputs here are two thousand bytes at most. */
  private static final long MAX_BYTES_AN_INPUT = 20_000;

  @Test
  void noRecordWhateverItsBytesThrowsAnythingUncheckedOrTakesMuchMemory() {
    DecoderFuzz fuzz = new DecoderFuzz(Long.getLong("busbar.seed", 1));
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < INPUTS; i++) {
      fuzz.step();
    }
    long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / INPUTS;
    System.out.println(INPUTS + " records: " + fuzz.decoded() + " accepted, " + bytes + " bytes of memory an input");
    assertThat(fuzz.decoded()).isBetween(1L, INPUTS - 1L);
    assertThat(bytes).isLessThan(MAX_BYTES_AN_INPUT);
  }

  @Test
  void noFrameHeaderOrSegmentEntryWhateverItsBytesThrowsAnythingUnchecked() throws Exception {
    FrameFuzz fuzz = new FrameFuzz(Long.getLong("busbar.seed", 1));
    for (int i = 0; i < INPUTS; i++) {
      fuzz.step();
    }
    assertThat(fuzz.accepted()).isBetween(1L, 4L * INPUTS);
  }
}
