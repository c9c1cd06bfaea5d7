package io.busbar.api.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Named state that becomes durable in the commit of the samples it is handed over with: resume tokens, and the memory of
 * filters that explains what was published. Filled by the engine, copied by the journal when it is
 * offered, cleared and filled again. A later entry replaces an earlier one of the same name. Takes no memory
 * once it has grown. One thread.
 */
public final class Checkpoint {
  /** What names of resume tokens start with; the rest is the device's name. */
  public static final String TOKEN = "token/";
  /** What names of other state start with: what {@link SampleJournal#held()} gives back. */
  public static final String HELD = "held/";
  /** Longest name, bytes of UTF-8. */
  public static final int MAX_NAME_BYTES = 190;

  private static final byte[] NOTHING = {};

  private @Nullable String[] names = new @Nullable String[16];
  private int[] ends = new int[16];
  private byte[] bytes = new byte[1_024];
  private int entries;

  /**
   * Adds an entry.
   *
   * @param name starting with {@link #TOKEN} or {@link #HELD}
   * @param value its bytes; copied
   * @param length how many of them; 0 forgets the state of that name
   * @throws IllegalArgumentException if the name is none or too long, or a resume token is
   */
  public void put(String name, byte[] value, int length) {
    if (!name.startsWith(TOKEN) && !name.startsWith(HELD)) {
      throw new IllegalArgumentException("state handed over with samples is named " + TOKEN + "… or " + HELD + "…, not " + name);
    }
    if (name.length() > MAX_NAME_BYTES / 3 && name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw new IllegalArgumentException("the name of state has at most " + MAX_NAME_BYTES + " bytes, unlike " + name);
    }
    if (length > SampleJournal.MAX_TOKEN_BYTES && name.startsWith(TOKEN)) {
      throw new IllegalArgumentException("a resume token has at most " + SampleJournal.MAX_TOKEN_BYTES + " bytes, not " + length);
    }
    append(name, value, 0, length);
  }

  private void append(String name, byte[] from, int offset, int length) {
    int at = size();
    if (entries == names.length) {
      names = Arrays.copyOf(names, entries * 2);
      ends = Arrays.copyOf(ends, entries * 2);
    }
    if (at + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(at + length, bytes.length * 2));
    }
    System.arraycopy(from, offset, bytes, at, length);
    names[entries] = name;
    ends[entries++] = at + length;
  }

  /** Forgets the state of a name. */
  public void remove(String name) {
    put(name, NOTHING, 0);
  }

  /** Adds all entries of another. */
  public void addAll(Checkpoint other) {
    for (int i = 0; i < other.entries; i++) {
      append(other.name(i), other.bytes, other.start(i), other.ends[i] - other.start(i));
    }
  }

  /** Entries in it. */
  public int entries() {
    return entries;
  }

  /** Whether it has none. */
  public boolean isEmpty() {
    return entries == 0;
  }

  /** Bytes of all values. */
  public int size() {
    return entries == 0 ? 0 : ends[entries - 1];
  }

  /** Name of an entry. */
  public String name(int entry) {
    return Objects.requireNonNull(names[entry], "entry");
  }

  /** Bytes of an entry's value. */
  public int length(int entry) {
    return ends[entry] - start(entry);
  }

  /** Value of an entry; empty if the state is to be forgotten. */
  public byte[] value(int entry) {
    return Arrays.copyOfRange(bytes, start(entry), ends[entry]);
  }

  private int start(int entry) {
    return entry == 0 ? 0 : ends[entry - 1];
  }

  /** Forgets all entries; keeps the memory. */
  public void clear() {
    Arrays.fill(names, 0, entries, null);
    entries = 0;
  }
}
