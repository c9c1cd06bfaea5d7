package io.busbar.launcher;

import io.busbar.deploy.manifest.BundleEntry;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.store.DeployFolder;
import io.busbar.deploy.store.FeatureSetOnDisk;
import io.busbar.deploy.store.Pointer;
import io.busbar.deploy.store.TrustFolder;
import io.busbar.deploy.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what boots: the active set of the deploy folder; if that is damaged, the one before it; in development mode at last what the
 * package brought along. Where a root is trusted, nothing boots that is not signed.
 */
final class DeployedSets {
  private final DeployFolder folder;
  private final Trust trust;

  DeployedSets(Path folder, String feature) throws Problem {
    this.folder = new DeployFolder(folder, feature);
    try {
      this.trust = new TrustFolder(folder).read();
    } catch (Refused e) {
      throw new Problem("nothing may run from " + folder + ": " + e.reason());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * The deploy folder of a process, which lies in its data folder; null for verbs that have none.
   *
   * @param args of the verb
   */
  static @Nullable Path folderOf(String verb, List<String> args) {
    if (!verb.equals("gateway") && !verb.equals("central")) {
      return null;
    }
    String data = null;
    String place = null;
    for (int i = 0; i < args.size(); i++) {
      String word = args.get(i);
      if (word.startsWith("--")) {
        boolean separate = word.indexOf('=') < 0 && i + 1 < args.size();
        String value = separate ? args.get(i + 1) : word.substring(word.indexOf('=') + 1);
        data = word.equals("--data") || word.startsWith("--data=") ? value : data;
        i += separate && takesValue(word) ? 1 : 0;
      } else if (place == null) {
        place = word;
      }
    }
    try {
      if (verb.equals("gateway") && data == null && place != null) {
        return Path.of(place, "data", "deploy").toAbsolutePath().normalize();
      }
      String root = verb.equals("gateway") ? data : place;
      return root == null ? null : Path.of(root, "deploy").toAbsolutePath().normalize();
    } catch (InvalidPathException wrong) {
      return null; // the verb will say so
    }
  }

  private static boolean takesValue(String option) {
    return !Set.of("--polled", "--help").contains(option);
  }

  /** Whom this machine trusts. */
  Trust trust() {
    return trust;
  }

  DeployFolder folder() {
    return folder;
  }

  /** What boots. */
  Boot choose(Boot image) throws Problem {
    try {
      Pointer pointer = folder.pointer();
      List<String> notes = new ArrayList<>();
      for (String id : new LinkedHashSet<>(List.of(pointer.active(), pointer.previous()))) {
        if (!id.equals(Pointer.IMAGE)) {
          try {
            return boot(folder.checked(id, trust), notes);
          } catch (Refused e) {
            notes.add("the set " + id + " does not boot: " + e.reason());
          }
        }
      }
      notes.forEach(note -> System.err.println("busbar: WARNING: " + note));
      if (trust.isEnforced()) {
        throw new Problem("only signed features may run here (" + folder.path().resolve("trust") + "), and there is none that is whole: "
            + (notes.isEmpty() ? "none was deployed" : String.join("; ", notes)) + ". Install one: busbar keys trust --feature FILE.");
      }
      return new Boot(image.id(), image.bundles(), image.folder(), image.configuration(), notes);
    } catch (IOException e) {
      throw unreadable(folder.path(), e);
    }
  }

  /** A certain set, for a trial. */
  Boot set(String id, Boot image) throws Problem {
    try {
      return id.equals(Pointer.IMAGE) && !trust.isEnforced() ? image : boot(folder.checked(id, trust), List.of());
    } catch (Refused e) {
      throw new Problem(e.reason());
    } catch (IOException e) {
      throw unreadable(folder.path(), e);
    }
  }

  private static Boot boot(FeatureSetOnDisk set, List<String> notes) throws IOException {
    List<BundleFile> bundles = new ArrayList<>();
    for (BundleEntry bundle : set.manifest().bundles()) {
      String name = String.valueOf(set.file(bundle).getFileName());
      bundles.add(new BundleFile(bundle.toString(), name, bundle.startLevel(), bundle.file().sha256()));
    }
    return new Boot(set.id(), bundles, set.store(), Files.readString(set.configuration()), notes);
  }

  private static Problem unreadable(Path folder, IOException e) {
    return new Problem("cannot read the deployed features in " + folder + " (" + e + "). Check the disk and who may read there.", e);
  }
}
