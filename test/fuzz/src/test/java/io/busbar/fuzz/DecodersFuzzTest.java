package io.busbar.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.busbar.journal.log.LogFuzzTarget;
import java.io.IOException;

/**
 * Decoders under Jazzer. In the test run what stands in {@code DecodersFuzzTestInputs/<method>} under the resources: what was found
 * once, and something of each sort. {@code test/campaigns/run jazzer} looks for more; what it finds is put there.
 */
class DecodersFuzzTest {
  @FuzzTest
  void journalRecords(byte[] input) {
    JournalRecords.fuzzerTestOneInput(input);
  }

  @FuzzTest
  void journalLog(byte[] input) throws IOException {
    LogFuzzTarget.fuzzerTestOneInput(input);
  }

  @FuzzTest
  void codecPackets(byte[] input) {
    CodecPackets.fuzzerTestOneInput(input);
  }

  @FuzzTest
  void linkMessages(byte[] input) {
    LinkMessageBytes.fuzzerTestOneInput(input);
  }

  @FuzzTest
  void linkDatagrams(byte[] input) {
    LinkDatagrams.fuzzerTestOneInput(input);
  }
}
