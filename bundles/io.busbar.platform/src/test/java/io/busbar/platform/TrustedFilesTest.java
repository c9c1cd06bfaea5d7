package io.busbar.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.storage.TrustedFiles;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what nobody else could have written is trusted. */
class TrustedFilesTest {
  private final TrustedFiles files = new TrustedFilesComponent();
  @TempDir
  private Path folder;
  private Path jar;

  @BeforeEach
  void write() throws Exception {
    jar = folder.resolve("next.jar");
    Files.writeString(jar, "code");
    mode("rw-r--r--");
  }

  private void mode(String permissions) throws Exception {
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void ownFilesThatNobodyElseWritesAreRead() throws Exception {
    files.check(jar.toString());
    assertThat(files.read(jar.toString())).asString().isEqualTo("code");
  }

  @Test
  void whatOthersOrTheGroupMayWriteIsRefusedWithTheRemedy() throws Exception {
    for (String permissions : new String[] {"rw-r--rw-", "rw-rw-r--"}) {
      mode(permissions);
      assertThatThrownBy(() -> files.check(jar.toString())).hasMessageContaining("can be written by others").hasMessageContaining("chmod go-w");
      assertThatThrownBy(() -> files.read(jar.toString())).hasMessageContaining("can be written by others");
    }
  }

  @Test
  void onlyAFileWithItsWholePathIsOne() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link.jar"), jar);
    for (String name : new String[] {"next.jar", folder.toString(), link.toString(), folder.resolve("none.jar").toString()}) {
      assertThatThrownBy(() -> files.check(name)).as(name).hasMessageContaining("is no file").hasMessageContaining("whole path");
    }
  }

  @Test
  void aFileThatIsTooLongIsNotRead() throws Exception {
    try (RandomAccessFile sparse = new RandomAccessFile(jar.toFile(), "rw")) {
      sparse.setLength(TrustedFiles.MAX_BYTES + 1L);
    }
    assertThatThrownBy(() -> files.read(jar.toString())).hasMessageContaining("more than 64 MiB");
  }
}
