package io.busbar.api.journal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An append-only log of records in several streams, with named state that is committed together with them.
 *
 * <p>Positions count 1, 2, 3… in each stream without holes. One thread appends and commits; readers have their own
 * objects and see only what is durable; cursors may be moved by any thread and become durable with the next commit.
 * Space is freed where every registered cursor has passed, or by retention, which leaves a {@link GapRecord}.
 */
@ProviderType
public interface Journal extends AutoCloseable {
  /** Largest record in bytes. */
  int MAX_RECORD_BYTES = 60_000;

  /** Identity of this journal, random at its creation, never 0: positions of another epoch mean nothing here. */
  long epoch();

  /**
   * Adds a record to the open commit. Writer's thread.
   *
   * @return its position, to be durable with {@link #commit()}
   * @throws IllegalArgumentException if it is empty or longer than {@link #MAX_RECORD_BYTES}
   */
  long append(StreamId stream, byte[] record, int offset, int length);

  /** Sets named state in the open commit; an empty value removes it. Writer's thread. Keys of at most 200 bytes of UTF-8. */
  void putState(String key, byte[] value);

  /**
   * Makes the open commit durable, atomically, with one flush. Writer's thread, blocks. When it throws, the records
   * of this commit are kept in memory and are written with the next, into a new segment.
   */
  void commit() throws IOException;

  /** Committed state, or null. Any thread. */
  byte @Nullable [] state(String key);

  /** Names of committed state that start with a text, in no order. Any thread. */
  List<String> stateKeys(String start);

  /** Last durable position of a stream; 0 if there is none. Any thread. */
  long head(StreamId stream);

  /** First position that is still kept; {@code head + 1} if none is. Any thread. */
  long tail(StreamId stream);

  /** A reader from a position on; closing it is the caller's business. It does not hold back retention: a cursor does. */
  JournalReader reader(StreamId stream, long fromPosition);

  /**
   * A cursor's position: the last position that its owner does not need any more; 0 at first. Registers the cursor. Several
   * readers have theirs by name (two uplinks, a local historian), 256 over all streams at most. One that stops holds no space
   * beyond the capacity: what it has not read goes by priority then, and a gap record says so.
   *
   * @throws IllegalStateException if there are too many
   */
  long cursor(String name, StreamId stream);

  /** Moves a cursor forward; durable with the next commit; a repeat after a crash is possible and harmless. */
  void moveCursor(String name, StreamId stream, long position);

  /** Registered cursors by name, with their positions by stream. One whose owner never comes back holds space, up to the capacity. Any thread. */
  Map<String, Map<StreamId, Long>> cursors();

  /** Unregisters a cursor, durable with the next commit: what only it held back is freed. Its name may be used again. Any thread. */
  void forgetCursor(String name);

  /**
   * Whether records were found at the opening that could not be made sure of yet, because the storage takes nothing:
   * {@link #head} and readers leave them out until a commit has worked. Whoever compares positions with another party must
   * wait until then; once this is false, it stays so, and heads asked for after it are whole. Any thread.
   */
  default boolean holdsUnseen() {
    return false;
  }

  /** Bytes that the medium has free for this journal; −1 if it does not say. Asks the system. Any thread. */
  default long freeBytes() {
    return -1;
  }

  /** Bytes and limits now. Any thread. */
  JournalStatus status();

  /** Commits what is open and closes. */
  @Override
  void close() throws IOException;
}
