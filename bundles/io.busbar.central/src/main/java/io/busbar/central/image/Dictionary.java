package io.busbar.central.image;

import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.PointDescription;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the stable identities of one gateway journal mean, per dictionary version: a sample is explained by the version
 * that its block quotes, so backfill survives a change of the point list. One thread writes, any thread reads.
 */
public final class Dictionary {
  /** Highest identity that is taken; the record of a gateway that claims more is refused. */
  public static final int MAX_ID = 2_000_000;

  private volatile Versions[] byId = new Versions[16];
  private volatile int version;
  private volatile int size;
  private volatile boolean damaged;

  /** One identity's meanings, oldest first. Immutable. */
  private record Versions(int[] from, PointDescription[] meaning) {
    /** Pieces may come in any order: a new one may be sent ahead, in the lane of the alarm that needs it. */
    Versions with(int version, PointDescription description) {
      int at = Arrays.binarySearch(from, version);
      if (at >= 0) {
        PointDescription[] replaced = meaning.clone();
        replaced[at] = description;
        return new Versions(from, replaced);
      }
      int before = -at - 1;
      int n = from.length;
      int[] newFrom = Arrays.copyOf(from, n + 1);
      PointDescription[] newMeaning = Arrays.copyOf(meaning, n + 1);
      System.arraycopy(from, before, newFrom, before + 1, n - before);
      System.arraycopy(meaning, before, newMeaning, before + 1, n - before);
      newFrom[before] = version;
      newMeaning[before] = description;
      return new Versions(newFrom, newMeaning);
    }

    PointDescription at(int version) {
      int i = from.length - 1;
      while (i > 0 && from[i] > version) {
        i--;
      }
      return meaning[i];
    }
  }

  /**
   * Takes a piece of the dictionary. Writer's thread.
   *
   * @return how many entries were refused because their identity is out of range
   */
  public int put(int modelVersion, List<DictionaryEntry> entries) {
    int highest = 0;
    for (DictionaryEntry entry : entries) {
      if (entry.id() <= MAX_ID) {
        highest = Math.max(highest, entry.id());
      }
    }
    Versions[] next = Arrays.copyOf(byId, highest < byId.length ? byId.length : highest + highest / 2 + 1);
    int refused = 0;
    int added = 0;
    for (DictionaryEntry entry : entries) {
      int id = entry.id();
      if (id < 1 || id > MAX_ID) {
        refused++;
        continue;
      }
      Versions known = next[id];
      added += known == null ? 1 : 0;
      next[id] = known == null
          ? new Versions(new int[] {modelVersion}, new PointDescription[] {entry.description()})
          : known.with(modelVersion, entry.description());
    }
    byId = next;
    size += added;
    version = Math.max(version, modelVersion);
    return refused;
  }

  /** Says that pieces are lost for ever: nobody waits for a version any more. Writer's thread. */
  public void markDamaged() {
    damaged = true;
  }

  /**
   * Whether the first so many identities of a block can be explained now. The sender sees to it that what a block needs
   * is here first, identity by identity, and not all that its version holds: an alarm does not wait for that.
   */
  public boolean explains(int[] ids, int count) {
    Versions[] all = byId;
    for (int i = 0; i < count && !damaged; i++) {
      if (ids[i] < 1 || ids[i] >= all.length || all[ids[i]] == null) {
        return false;
      }
    }
    return true;
  }

  /** The highest version taken; 0 before the first. */
  public int version() {
    return version;
  }

  /** How many identities are known. */
  public int size() {
    return size;
  }

  /** The highest identity that may be known. */
  public int limit() {
    return byId.length;
  }

  /** What an identity meant in a version, or null if it is not known. */
  public @Nullable PointDescription find(int id, int modelVersion) {
    Versions[] all = byId;
    if (id < 1 || id >= all.length) {
      return null;
    }
    Versions versions = all[id];
    return versions == null ? null : versions.at(modelVersion);
  }

  /** What an identity means now, or null if it is not known. */
  public @Nullable PointDescription find(int id) {
    return find(id, Integer.MAX_VALUE);
  }
}
