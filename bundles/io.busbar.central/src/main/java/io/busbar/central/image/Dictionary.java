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
    Versions with(int version, PointDescription description) {
      int n = from.length;
      if (n > 0 && from[n - 1] == version) {
        PointDescription[] replaced = meaning.clone();
        replaced[n - 1] = description;
        return new Versions(from, replaced);
      }
      int[] newFrom = Arrays.copyOf(from, n + 1);
      PointDescription[] newMeaning = Arrays.copyOf(meaning, n + 1);
      newFrom[n] = version;
      newMeaning[n] = description;
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

  /** Whether samples that quote that version can be explained now. */
  public boolean explains(int modelVersion) {
    return modelVersion <= version || damaged;
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
