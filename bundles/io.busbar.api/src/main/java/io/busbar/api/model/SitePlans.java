package io.busbar.api.model;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Plan, difference, apply and undo of the site folder that a gateway runs; a service of the engine where a folder is watched. The
 * folder's files are the truth: an apply writes them, an undo writes the former ones back, so that a restart gives the same model.
 * Thread-safe; blocks for files and for the engine's threads, seconds for a large site.
 */
@ProviderType
public interface SitePlans {
  /**
   * Loads and checks a candidate, and says what it would change. Changes nothing.
   *
   * @param files text by name relative to the site folder: {@code site.yaml}, {@code templates/feeder.yaml}
   * @throws IllegalArgumentException if a name is none of a file in a site folder, or there are too many
   */
  Planned plan(Map<String, String> files);

  /** The same for a folder that the gateway's process can read. */
  Planned planFolder(String folder);

  /**
   * Applies a plan: whole or not at all.
   *
   * @param id of a plan made since the last start
   * @return problems; empty if applied. Refused if the model or the files have changed since the plan was made
   */
  List<Problem> apply(String id);

  /** Takes the last apply back, also after a restart; refused if there is none, or the files were edited since. */
  List<Problem> undo();

  /**
   * A checked candidate.
   *
   * @param id for {@link #apply}; empty if it cannot be applied
   * @param baseEpoch of the model that it was compared with, see {@link ModelControl#epoch()}
   * @param difference what would change in the model
   * @param files what would change in the folder
   * @param pauses flows that pause for a moment; all others are not touched
   * @param untouched devices whose flows are not touched
   * @param problems all mistakes, each with its place and remedy; with an error it cannot be applied
   */
  record Planned(String id, int baseEpoch, Difference difference, FileChanges files, List<Pause> pauses, int untouched,
      List<Problem> problems) {
    /** Copies the lists. */
    public Planned {
      pauses = List.copyOf(pauses);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Changes of files, by name.
   *
   * @param added not in the folder yet
   * @param changed with another text
   * @param removed not in the candidate
   * @param ignored of the candidate, but not read by the loader: not written
   */
  record FileChanges(List<String> added, List<String> changed, List<String> removed, List<String> ignored) {
    /** Copies the lists. */
    public FileChanges {
      added = List.copyOf(added);
      changed = List.copyOf(changed);
      removed = List.copyOf(removed);
      ignored = List.copyOf(ignored);
    }
  }

  /**
   * Flows of a device that pause.
   *
   * @param device name
   * @param why for a technician
   */
  record Pause(String device, String why) {}
}
