package io.busbar.driver.iec60870.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.api.command.Command;
import io.busbar.api.data.Kind;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.SourceLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Against the example stations of lib60870, which nobody here wrote and which are not part of this project: build them somewhere and say where by
 * {@code -Dbusbar.lib60870=FOLDER} (the one with {@code examples} in it). They have fixed ports, so this runs only on demand.
 */
class Lib60870Test {
  private static final String FOLDER = System.getProperty("busbar.lib60870", "");

  private static Process station(String name, String... arguments) throws Exception {
    Path program = Path.of(FOLDER).resolve("examples").resolve(name).resolve(name);
    assumeTrue(!FOLDER.isEmpty() && Files.isExecutable(program), "build lib60870 and say -Dbusbar.lib60870=FOLDER to run this");
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  @Test
  void itsServerIsInterrogatedReportsTakesCommandsAndIsFoundAgainAfterItsEnd() throws Exception {
    Process server = station("cs104_server");
    ChannelSpec channel = new ChannelSpec("rtu", "iec104",
        LiveMaster.settings(Map.of("host", "127.0.0.1", "clockSync", "1h", "lostAfter", "1s", "terminationTimeout", "2s")), SourceLocation.NONE);
    LiveMaster.Plant plant = new LiveMaster.Plant("RTU", Map.of("station", "1"), List.of("a: 100 scaled", "b: 101 scaled", "s: 104 single",
        "t: 300 single", "bits: 500 bitstring", "cyclic: 110 scaled", "out: 105 single; 5000 single unterminated", "no: 106 single; 5001 single"));
    try (Wire wire = new Wire("lib60870-104");
        LiveMaster master = new LiveMaster(channel, new SocketLine(2404, wire), Driver104::new, new byte[0], plant)) {
      assertThat(master.await(() -> !master.of("RTU/bits").isEmpty() && master.of("RTU/cyclic").size() > 2)).as(master.states.toString()).isTrue();
      assertThat(master.of("RTU/a").get(0).bits()).isEqualTo(-1);
      assertThat(master.of("RTU/b").get(0).bits()).isEqualTo(23);
      assertThat(master.of("RTU/s").get(0).bits()).isEqualTo(1);
      assertThat(master.of("RTU/t").get(0).bits()).isEqualTo(1);
      assertThat(master.of("RTU/bits").get(0).bits()).isEqualTo(0xAAAA);
      List<String> accepted = master.command(0, LiveMaster.operate(Command.Action.OPERATE, "RTU/out", Kind.BOOLEAN, 1));
      assertThat(master.await(() -> accepted.contains("operated"))).as(accepted.toString()).isTrue();
      List<String> refused = master.command(0, LiveMaster.operate(Command.Action.OPERATE, "RTU/no", Kind.BOOLEAN, 1));
      assertThat(master.await(() -> refused.size() == 2)).as(refused.toString()).isTrue();
      assertThat(refused.get(1)).contains("unknown object address");
      assertThat(master.state()).isEqualTo("0 OK ");
      server.destroyForcibly().waitFor();
      assertThat(master.await(() -> master.state().startsWith("0 LOST"))).isTrue();
      int before = master.of("RTU/a").size();
      server = station("cs104_server");
      assertThat(master.await(() -> master.of("RTU/a").size() > before && master.state().startsWith("0 OK"))).isTrue();
      wire.mustBeUnderstoodByTshark();
    } finally {
      server.destroyForcibly();
    }
  }
}
