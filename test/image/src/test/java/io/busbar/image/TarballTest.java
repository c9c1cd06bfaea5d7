package io.busbar.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tarball, unpacked to an empty folder and used through its command. */
class TarballTest {

  @TempDir
  static Path folder;

  private static Path home;

  @BeforeAll
  static void unpack() throws Exception {
    Image.Ended tar = Image.run(folder, Map.of(), "tar", "-xzf", Image.TARBALL.toString());
    assertThat(tar.code()).as(tar.err()).isZero();
    home = folder.resolve("busbar-" + Image.VERSION);
  }

  @Test
  void tellsItsVersionAndHelp() throws Exception {
    assertThat(Image.busbar(home, folder, "--version").out()).startsWith("busbar " + Image.VERSION + " (Java ");
    Image.Ended help = Image.busbar(home, folder, "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("busbar demo", "busbar gateway", "busbar central", "busbar check", "busbar ports", "busbar read",
        "busbar status", "busbar trace");
  }

  @Test
  void runsThroughALinkOnThePath() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("linked"), home.resolve("bin/busbar"));
    assertThat(Image.run(folder, Map.of(), link.toString(), "--version").out()).startsWith("busbar " + Image.VERSION);
  }

  @Test
  void anUnknownCommandIsOneClearLine() throws Exception {
    Image.Ended ended = Image.busbar(home, folder, "gatway");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err().lines()).singleElement().asString().contains("\"gatway\"", "busbar --help");
  }

  @Test
  void aMissingJavaIsOneClearLine() throws Exception {
    Image.Ended ended = Image.run(folder, Map.of("JAVA_HOME", folder.resolve("nothing").toString()), home.resolve("bin/busbar").toString());
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err().lines()).singleElement().asString().contains("JAVA_HOME", "JDK 17");
  }

  @Test
  void anOldJavaIsOneClearLine() throws Exception {
    Path java = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.22\" 2024-01-16' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Image.Ended ended = Image.run(folder, Map.of("JAVA_HOME", folder.resolve("old").toString()), home.resolve("bin/busbar").toString());
    assertThat(ended.err().lines()).singleElement().asString().contains("Java 11", "17 or newer");
  }

  @Test
  void aTemporaryFolderThatCannotBeWrittenIsOneClearLine() throws Exception {
    Path file = Files.writeString(folder.resolve("not-a-folder"), "");
    Image.Ended ended = Image.run(folder, Map.of("TMPDIR", file.toString()), home.resolve("bin/busbar").toString(), "ports");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err().lines()).singleElement().asString().contains("cannot write", "not-a-folder", "TMPDIR");
  }

  @Test
  void aBundleThatWasChangedIsNotStarted() throws Exception {
    Path copy = folder.resolve("tampered");
    assertThat(Image.run(folder, Map.of(), "cp", "-r", home.toString(), copy.toString()).code()).isZero();
    Path bundle;
    try (Stream<Path> bundles = Files.list(copy.resolve("bundles"))) {
      bundle = bundles.filter(file -> file.getFileName().toString().startsWith("io.busbar.transport-")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[bytes.length / 2] ^= 1;
    Files.write(bundle, bytes);
    Image.Ended ended = Image.busbar(copy, folder, "ports");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err().lines()).singleElement().asString().contains("io.busbar.transport", "SHA-256");
  }
}
