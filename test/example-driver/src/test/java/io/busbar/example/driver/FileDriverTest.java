package io.busbar.example.driver;

import io.busbar.api.model.PublishClass;
import io.busbar.testkit.Models;
import io.busbar.testkit.driver.DriverConformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine may expect of every driver. */
class FileDriverTest {
  @TempDir
  private Path folder;

  private void sensors(boolean work) {
    for (String name : new String[] {"inside", "outside"}) {
      try {
        Files.writeString(folder.resolve(name), work ? "21.5\n" : "broken");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void keepsWhatEveryDriverOwes() {
    DriverConformance.of(new FileDriverFactory(), Models.site("oak").channel("sensors", "file")
        .point("cabinet", "inside", folder.resolve("inside").toString(), PublishClass.MEASUREMENT, "")
        .point("cabinet", "outside", folder.resolve("outside").toString(), PublishClass.MEASUREMENT, "")
        .device("CAB-1", "cabinet", "sensors").device("CAB-2", "cabinet", "sensors").build())
        .plant(this::sensors).check();
  }
}
