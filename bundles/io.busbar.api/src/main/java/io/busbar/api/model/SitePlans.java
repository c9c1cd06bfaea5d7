package io.busbar.api.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  /** The same for single changes of the files as they are: everything else in them stays as it is written. */
  Planned plan(List<SiteEdit> edits);

  /** The same for a folder that the gateway's process can read. */
  Planned planFolder(String folder);

  /**
   * Applies a plan: whole or not at all.
   *
   * @param id of a plan made since the last start
   * @return problems; empty if applied. Refused if the model or the files have changed since the plan was made
   */
  default List<Problem> apply(String id) {
    return apply(id, Order.NONE);
  }

  /**
   * Applies a plan: whole or not at all. If the order wants a confirmation, the site goes back by itself to what it was unless
   * {@link #confirm} comes in time; a restart in between, also by a crash, does not change that.
   *
   * @return problems; empty if applied. Refused as above, and while another change waits for its confirmation
   */
  List<Problem> apply(String id, Order order);

  /** Takes the last apply back, also after a restart; refused if there is none, or the files were edited since. */
  default List<Problem> undo() {
    return undo(Order.NONE);
  }

  /** The same; a change that waits for its confirmation is taken back by this, too. */
  List<Problem> undo(Order order);

  /**
   * Goes back to an earlier version: its files are written, whole or not at all, and become the newest version.
   *
   * @param version one of {@link #versions}
   */
  List<Problem> undo(int version, Order order);

  /** Keeps the change that waits for its confirmation; refused if none does. */
  List<Problem> confirm(Order order);

  /** Versions of the site's files that are kept, the newest first: after each apply, undo and edit that ran. */
  List<Version> versions();

  /** The change that waits for its confirmation, or null. */
  @Nullable Unconfirmed unconfirmed();

  /**
   * Who wants a change, and how.
   *
   * @param who a name for the list of versions; may be empty
   * @param confirmWithinMs the change goes back unless it is confirmed within so many ms; 0 if it stays
   */
  record Order(String who, long confirmWithinMs) {
    /** Nobody in particular, for good. */
    public static final Order NONE = new Order("", 0);
    /** Longest time that a confirmation may take: 7 days. */
    public static final long MAX_CONFIRM_MS = 7L * 24 * 3_600_000;

    /** Checks the time. */
    public Order {
      if (confirmWithinMs < 0 || confirmWithinMs > MAX_CONFIRM_MS) {
        throw new IllegalArgumentException("a change is confirmed within 7 days at most");
      }
    }
  }

  /**
   * A version of the site's files.
   *
   * @param number counts from 1, never given twice
   * @param atNs wall time, ns
   * @param who wanted it; empty if not known
   * @param what was done, for people
   * @param changed files that differ from the version before
   * @param bytes of its files
   */
  record Version(int number, long atNs, String who, String what, List<String> changed, long bytes) {
    /** Copies the list. */
    public Version {
      changed = List.copyOf(changed);
    }
  }

  /**
   * A change that waits for its confirmation.
   *
   * @param back version that it goes back to
   * @param who wanted it
   * @param leftMs time that is left
   */
  record Unconfirmed(int back, String who, long leftMs) {}

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
