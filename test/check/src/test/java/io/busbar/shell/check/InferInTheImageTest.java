package io.busbar.shell.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code busbar infer} writes, {@code busbar check} takes: both as they are shipped. */
class InferInTheImageTest {
  private static final long LIMIT_S = 180;

  @TempDir Path folder;

  private record Ended(int code, String out) {}

  private Ended busbar(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("busbar.image"), "bin", "busbar").toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(LIMIT_S, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }

  @Test
  void aListBecomesASiteThatIsTaken() throws Exception {
    StringBuilder list = new StringBuilder("IED,Signal,Table,Register,Type,Unit,Scale,Kind\n");
    for (int d = 1; d <= 20; d++) {
      String rest = d == 7 ? "0.01" : "0.1";
      list.append("FDR-").append(d).append(",breaker,discrete,10,,,,status\n");
      list.append("FDR-").append(d).append(",ia,holding,100,uint16,A,").append(rest).append(",\n");
      list.append("FDR-").append(d).append(",ib,holding,101,uint16,A,0.1,\n");
      list.append("FDR-").append(d).append(",yes,input,0,float32,°C,,\n");
      list.append("MTR-").append(d).append(",energy,holding,").append(1000 + 20 * d).append(",uint32,kWh,,\n");
      list.append("MTR-").append(d).append(",\"power, total\",holding,").append(1004 + 20 * d).append(",int32,W,10,\n");
    }
    Path file = Files.writeString(folder.resolve("points.csv"), list);

    Ended inferred = busbar("infer", file.toString(), "--out", folder.resolve("oak").toString());
    Ended checked = busbar("check", folder.resolve("oak").toString());

    assertThat(inferred.code()).as(inferred.out()).isZero();
    assertThat(inferred.out()).contains("120 points of 40 devices", "2 templates for 39 devices", "MTR: 20 devices of 2 points, each with its base",
        "FDR: 19 devices of 4 points", "FDR-7, like FDR: ia has scale 0.01 instead of 0.1");
    assertThat(checked.code()).as(checked.out()).isZero();
    // One connection for 40 devices that are read each second is busy: a warning that is right, and no mistake of the list.
    assertThat(checked.out()).contains("No mistakes, 1 warning", "oak: 1 channel, 3 templates, 40 devices, 120 points.");
    Ended again = busbar("infer", file.toString(), "--out", folder.resolve("oak").toString());
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.out()).contains("is not empty");
  }
}
