package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.busbar.api.health.HealthReport;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.template.TemplateLoader;
import io.busbar.engine.site.SiteFolder;
import io.busbar.engine.site.SiteWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site folder is followed; a broken edit is refused with its reasons. */
class SiteWatcherTest {
  @TempDir
  Path folder;
  private final Rig rig = new Rig();
  private final List<TemplateLoader> loaders = new ArrayList<>(List.of(new LinesLoader()));
  private SiteFolder files;
  private SiteWatcher watcher;

  @BeforeEach
  void makeWatcher() {
    files = new SiteFolder(folder);
    watcher = new SiteWatcher(files, () -> loaders, rig.engine.model(), rig.clock);
  }

  private void look() {
    watcher.look();
    watcher.look();
    rig.crew.run();
  }

  @Test
  void aFolderIsLoadedAndFollowed() throws IOException {
    Files.writeString(folder.resolve("site.txt"), "F1\n");
    look();
    assertThat(rig.engine.model().epoch()).isEqualTo(1);
    look();
    assertThat(rig.engine.model().epoch()).isEqualTo(1);
    Files.writeString(folder.resolve("site.txt"), "F1\nF2\n");
    watcher.look();
    assertThat(rig.engine.model().epoch()).as("a file that is being written is left alone").isEqualTo(1);
    watcher.look();
    rig.crew.run();
    assertThat(rig.session().isBound("F2")).isTrue();
  }

  @Test
  void aBrokenEditIsRefusedShownAndMended() throws IOException {
    Files.writeString(folder.resolve("site.txt"), "F1\n");
    look();
    Files.writeString(folder.resolve("site.txt"), "F1\nwhat?\n");
    look();
    assertThat(rig.engine.model().refusal()).map(ModelControl.Refusal::problems).get().asString().contains("odd line");
    assertThat(rig.engine.health().health()).extracting(HealthReport::text)
        .anyMatch(text -> text.contains("site.txt:1:1 odd line") && text.contains("The model of before keeps running"));
    Files.writeString(folder.resolve("site.txt"), "F1\nX1 here\n");
    look();
    assertThat(rig.engine.model().refusal().orElseThrow().problems()).extracting(Problem::code)
        .containsExactly("unknown-template");
    assertThat(rig.session().isBound("F1")).isTrue();
    Files.writeString(folder.resolve("site.txt"), "F1\nF3 now\n");
    look();
    assertThat(rig.engine.model().refusal()).isEmpty();
    assertThat(rig.session().isBound("F3 now")).isTrue();
  }

  @Test
  void anEditThatWasTakenBackTouchesNothing() throws IOException {
    Files.writeString(folder.resolve("site.txt"), "F1\n");
    look();
    Files.writeString(folder.resolve("site.txt"), "F1\nwhat?\n");
    look();
    assertThat(rig.engine.model().refusal()).isPresent();
    Files.writeString(folder.resolve("site.txt"), "F1\n");
    look();
    assertThat(rig.engine.model().refusal()).isEmpty();
    assertThat(rig.engine.model().epoch()).isEqualTo(1);
    Files.writeString(folder.resolve("site.txt"), "F1\nF2\n");
    look();
    assertThat(rig.engine.model().epoch()).isEqualTo(2);
  }

  @Test
  void aSiteThatTheJournalCouldNotTakeIsTakenByItselfWhenItCan() throws IOException {
    rig.journal.cannotDescribe("no space left on device");
    Files.writeString(folder.resolve("site.txt"), "F1\n");
    look();
    assertThat(rig.engine.model().refusal().orElseThrow().problems()).extracting(Problem::toString).singleElement().asString()
        .startsWith("the journal cannot store the point list (no space left on device)");
    rig.journal.cannotDescribe("");
    look();
    assertThat(rig.engine.model().epoch()).as("not at once").isZero();
    rig.clock.advanceMs(6_000);
    look();
    assertThat(rig.engine.model().refusal()).isEmpty();
    assertThat(rig.session().isBound("F1")).isTrue();
  }

  @Test
  void aSiteThatWaitsForABundleIsLoadedWhenTheBundleComes() throws IOException {
    Files.writeString(folder.resolve("site.txt"), "F1\n");
    TemplateLoader loader = loaders.remove(0);
    look();
    assertThat(rig.engine.model().refusal().orElseThrow().problems()).extracting(Problem::code).containsExactly("no-loader");
    loaders.add(loader);
    look();
    assertThat(rig.engine.model().epoch()).isEqualTo(1);
  }

  @Test
  void theFolderMayComeLater() throws IOException {
    Path later = folder.resolve("later");
    files = new SiteFolder(later);
    watcher = new SiteWatcher(files, () -> loaders, rig.engine.model(), rig.clock);
    look();
    assertThat(rig.engine.model().refusal().orElseThrow().problems().get(0).message()).contains("is not there");
    Files.createDirectory(later);
    Files.writeString(later.resolve("site.txt"), "F1\n");
    look();
    assertThat(rig.engine.model().refusal()).isEmpty();
  }

  @Test
  void anEditOfTheSameSizeWithinATickOfTheFileSystemIsSeen() throws IOException {
    FileTime tick = FileTime.fromMillis(rig.clock.wallNs() / 1_000_000);
    for (String text : List.of("F1\n", "F2\n")) {
      Files.writeString(folder.resolve("site.txt"), text);
      Files.setLastModifiedTime(folder.resolve("site.txt"), tick);
      look();
      assertThat(rig.session().isBound(text.strip())).as(text).isTrue();
    }
  }

  @Test
  void hiddenFilesBackupsAndTheGatewaysOwnDataAreNoPartOfTheSite() throws IOException {
    for (String name : List.of("site.txt", ".hidden", "site.txt~", "a.bak", "templates/f.yaml", "data/journal/1.seg",
        "elsewhere/gateway.run")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), "F1");
    }
    assertThat(files.names()).containsExactly("site.txt", "templates/f.yaml");
    look();
    assertThat(rig.session().isBound("F1")).isTrue();
    Files.writeString(folder.resolve("data/journal/1.seg"), "grows");
    assertThat(rig.engine.model().epoch()).isEqualTo(1);
    look();
    assertThat(rig.engine.model().epoch()).isEqualTo(1);
  }

  @Test
  void readingSaysWhatIsWrong() throws IOException {
    Files.write(folder.resolve("latin.txt"), new byte[] {(byte) 0xE9});
    assertThat(catchThrowable(() -> files.read("latin.txt")))
        .hasMessage("latin.txt is not UTF-8 text. Save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\").");
    assertThat(catchThrowable(() -> files.read("none.txt"))).hasMessage("none.txt is not there.");
    assertThat(catchThrowable(() -> files.read("../x")))
        .hasMessage("../x is outside the site folder");
  }
}
