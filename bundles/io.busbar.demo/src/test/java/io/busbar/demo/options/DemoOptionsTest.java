package io.busbar.demo.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoOptionsTest {
  private static DemoOptions parse(String... words) throws DemoOptions.UsageException {
    return DemoOptions.parse(List.of(words));
  }

  @Test
  void theExampleIsUnderstood() throws Exception {
    DemoOptions options = parse("--seconds", "30", "--loss", "0.3", "--rate", "64000", "--delay", "300", "--crash", "--report", "r.json");
    assertThat(options.seconds()).isEqualTo(30);
    assertThat(options.outageS()).isZero();
    assertThat(options.crash()).isTrue();
    assertThat(options.report()).hasFileName("r.json");
  }

  @Test
  void aReportThatCouldNotBeWrittenIsRefusedBeforeTheStart(@TempDir Path folder) throws Exception {
    assertThat(parse("--report", folder.resolve("r.json").toString()).report()).isEqualTo(folder.resolve("r.json"));
    Path nowhere = folder.resolve("none");
    assertThatThrownBy(() -> parse("--report", nowhere.resolve("r.json").toString()))
        .hasMessageContaining("the folder " + nowhere + " does not exist");
    assertThat(parse("--work", nowhere.toString(), "--report", nowhere.resolve("r.json").toString()).work()).isEqualTo(nowhere);
    assertThatThrownBy(() -> parse("--report", folder.toString())).hasMessageContaining("is a folder");
  }

  @Test
  void withoutAnEndTheStoryHasAnOutage() throws Exception {
    assertThat(parse().outageS()).isPositive();
    assertThat(parse().storySeconds()).isEqualTo(60);
  }

  @Test
  void mistakesAreNamedWithTheirRemedy() {
    assertThatThrownBy(() -> parse("--los", "0.3")).hasMessageContaining("\"--los\" is not an option");
    assertThatThrownBy(() -> parse("--loss", "30")).hasMessage("--loss 30 is not 0 to 0.9.");
    assertThatThrownBy(() -> parse("--loss", "much")).hasMessage("--loss much is no number.");
    assertThatThrownBy(() -> parse("--seconds")).hasMessage("--seconds needs a value behind it.");
    assertThatThrownBy(() -> parse("--seconds", "30", "--outage", "29")).hasMessageContaining("does not fit");
  }
}
