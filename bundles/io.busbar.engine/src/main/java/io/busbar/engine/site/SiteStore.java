package io.busbar.engine.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes several files of a site folder as one step that a crash does not tear. What is to be done is prepared in {@code .busbar/next}:
 * names in {@code names}, one a line; {@code after/N} the new text of the Nth, {@code before/N} the old one, each missing where there is
 * none. Its renaming to {@code .busbar/commit} is the moment it counts; from then on it is carried out, if need be at the next start, and
 * kept as {@code .busbar/done} for an undo. One thread at a time.
 */
final class SiteStore {
  private static final String NAMES = "names";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";

  private final Path folder;
  private final Path next;
  private final Path commit;
  private final Path done;

  SiteStore(Path folder) {
    this.folder = folder;
    next = folder.resolve(".busbar").resolve("next");
    commit = folder.resolve(".busbar").resolve("commit");
    done = folder.resolve(".busbar").resolve("done");
  }

  /**
   * What the last step did.
   *
   * @param before texts by name; null where there was no file
   * @param after texts by name; null where there is none any more
   */
  record Step(Map<String, @Nullable String> before, Map<String, @Nullable String> after) {}

  /** Finishes a step that a crash has interrupted. */
  void recover() throws IOException {
    DurableFiles.delete(next);
    if (Files.isDirectory(commit)) {
      carryOut();
    }
  }

  /**
   * Does a step.
   *
   * @param after new texts by name; null deletes the file
   */
  void replace(Map<String, @Nullable String> after) throws IOException {
    recover();
    Files.createDirectories(next.resolve(BEFORE));
    Files.createDirectories(next.resolve(AFTER));
    int n = 0;
    for (Map.Entry<String, @Nullable String> file : after.entrySet()) {
      String old = DurableFiles.read(target(file.getKey()));
      if (old != null) {
        DurableFiles.write(next.resolve(BEFORE).resolve(Integer.toString(n)), old);
      }
      String text = file.getValue();
      if (text != null) {
        DurableFiles.write(next.resolve(AFTER).resolve(Integer.toString(n)), text);
      }
      n++;
    }
    DurableFiles.write(next.resolve(NAMES), String.join("\n", after.keySet()));
    Files.move(next, commit, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.sync(commit.getParent());
    carryOut();
  }

  private void carryOut() throws IOException {
    for (Map.Entry<String, @Nullable String> file : texts(commit, AFTER).entrySet()) {
      Path target = target(file.getKey());
      String text = file.getValue();
      if (text == null) {
        Files.deleteIfExists(target);
      } else {
        Files.createDirectories(parent(target));
        Path fresh = parent(target).resolve(".busbar-" + target.getFileName());
        DurableFiles.write(fresh, text);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      DurableFiles.sync(parent(target));
    }
    DurableFiles.delete(done);
    Files.move(commit, done, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.sync(done.getParent());
  }

  /** The last step, or null if there was none. */
  @Nullable Step last() throws IOException {
    return Files.isDirectory(done) ? new Step(texts(done, BEFORE), texts(done, AFTER)) : null;
  }

  /** Whether the files are as the last step left them. */
  boolean isUntouched(Step step) throws IOException {
    for (Map.Entry<String, @Nullable String> file : step.after().entrySet()) {
      String now = DurableFiles.read(target(file.getKey()));
      if (now == null ? file.getValue() != null : !now.equals(file.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** Forgets the last step: it cannot be undone again. */
  void forget() throws IOException {
    DurableFiles.delete(done);
  }

  private static Map<String, @Nullable String> texts(Path step, String side) throws IOException {
    Map<String, @Nullable String> texts = new LinkedHashMap<>();
    List<String> names = Files.readAllLines(step.resolve(NAMES));
    for (int n = 0; n < names.size(); n++) {
      texts.put(names.get(n), DurableFiles.read(step.resolve(side).resolve(Integer.toString(n))));
    }
    return texts;
  }

  private Path target(String name) throws IOException {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw new IOException(name + " is outside the site folder");
    }
    return file;
  }

  private static Path parent(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IOException(file + " is in no folder");
    }
    return parent;
  }
}
