package io.busbar.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the whole source tree must be free of. */
class SourceTest {

  private static final Set<String> SKIPPED_FOLDERS = Set.of(".git", "target", "node_modules");
  private static final Set<String> TEXT = Set.of("java", "xml", "json", "yaml", "yml", "csv", "md", "html", "js", "css", "sh", "service",
      "properties", "bnd", "txt", "py");
  private static final long MAX_TEXT_BYTES = 1 << 20;

  /** Folders of one machine. Written in two pieces, so that this file does not find itself. */
  private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.$}])/(?:wor" + "k|roo" + "t|hom" + "e/\\w+|User" + "s)/[\\w.]");

  @Test
  void namesNoFolderOfOneMachine() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : textFiles()) {
      // Some series in the tests are in no proper encoding; every byte is a character of this one.
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      for (int i = 0; i < lines.size(); i++) {
        if (MACHINE_PATH.matcher(lines.get(i)).find() && !file.endsWith(Path.of("cnf/checkstyle.xml"))) {
          wrong.add(Workspace.ROOT.relativize(file) + ":" + (i + 1) + " " + lines.get(i).strip());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noTestIsSwitchedOff() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : textFiles()) {
      if (file.toString().endsWith(".java") && Pattern.compile("@(Disabled|Ignore)\\b(?!\")").matcher(Files.readString(file)).find()
          && !file.endsWith("SourceTest.java")) {
        wrong.add(Workspace.ROOT.relativize(file).toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Path> textFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(Workspace.ROOT, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return SKIPPED_FOLDERS.contains(folder.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (attributes.isRegularFile() && attributes.size() <= MAX_TEXT_BYTES && (TEXT.contains(ending) || name.equals("busbar"))) {
          files.add(file);
        }
        return FileVisitResult.CONTINUE;
      }
    });
    return files;
  }
}
