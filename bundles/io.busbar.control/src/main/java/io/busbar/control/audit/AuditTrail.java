package io.busbar.control.audit;

import io.busbar.api.command.ControlView.AuditCheck;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.control.wire.ByteSink;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The audit log and the memory of guard or desk, in one journal: a record and what it changes in the memory become durable in one commit.
 * Each record begins with the hash of the one before it (SHA-256 over that one's bytes and position), and the state
 * {@code audit.anchor} says position and hash of the last, so that a missing end is noticed, too. Written by one thread at a time;
 * {@link #verify} and {@link #latest} are for any.
 */
public final class AuditTrail implements AutoCloseable {
  /** Bytes of a hash. */
  static final int HASH_BYTES = 32;

  static final String ANCHOR = "audit.anchor";
  private static final String CURSOR = "audit";
  private static final String MEMORY = "m/";
  private static final int LATEST = 1_000;

  private final Journal journal;
  private final Deque<AuditRecord> latest = new ArrayDeque<>();
  private byte[] hash;
  private boolean open;

  /**
   * The log in a journal of its own.
   *
   * @throws IOException if it cannot be read
   */
  public AuditTrail(Journal journal) throws IOException {
    this.journal = journal;
    // A cursor that never moves: nothing is freed before the journal is full.
    journal.cursor(CURSOR, StreamId.AUDIT);
    byte[] anchor = journal.state(ANCHOR);
    hash = anchor == null ? new byte[HASH_BYTES] : Arrays.copyOfRange(anchor, Long.BYTES, anchor.length);
    long head = journal.head(StreamId.AUDIT);
    try (JournalReader reader = journal.reader(StreamId.AUDIT, Math.max(1, head - LATEST + 1))) {
      while (reader.next()) {
        AuditRecord record = content(reader.record());
        if (record != null) {
          remember(record);
        }
      }
    }
  }

  private void remember(AuditRecord record) {
    synchronized (latest) {
      latest.addFirst(record);
      if (latest.size() > LATEST) {
        latest.removeLast();
      }
    }
  }

  static @Nullable AuditRecord content(byte[] bytes) {
    return bytes.length < HASH_BYTES ? null : AuditRecord.read(Arrays.copyOfRange(bytes, HASH_BYTES, bytes.length));
  }

  /** Adds a record to the open commit. */
  public void add(AuditRecord record) {
    byte[] content = record.toBytes();
    byte[] bytes = new byte[HASH_BYTES + content.length];
    System.arraycopy(hash, 0, bytes, 0, HASH_BYTES);
    System.arraycopy(content, 0, bytes, HASH_BYTES, content.length);
    long position = journal.append(StreamId.AUDIT, bytes, 0, bytes.length);
    hash = hash(position, bytes);
    journal.putState(ANCHOR, anchor(position, hash));
    remember(record);
    open = true;
  }

  static byte[] anchor(long position, byte[] hash) {
    byte[] anchor = Arrays.copyOf(new ByteSink().u64(position).toBytes(), Long.BYTES + HASH_BYTES);
    System.arraycopy(hash, 0, anchor, Long.BYTES, HASH_BYTES);
    return anchor;
  }

  static byte[] hash(long position, byte[] record) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(new ByteSink().u64(position).toBytes());
      return digest.digest(record);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Remembers something in the open commit; nothing forgets it. */
  public void keep(String key, byte[] value) {
    journal.putState(MEMORY + key, value);
    open = true;
  }

  /** What is remembered durably under keys that begin so, by what follows, in order. */
  public Map<String, byte[]> kept(String start) {
    Map<String, byte[]> kept = new TreeMap<>();
    for (String key : journal.stateKeys(MEMORY + start)) {
      byte[] value = journal.state(key);
      if (value != null) {
        kept.put(key.substring(MEMORY.length() + start.length()), value);
      }
    }
    return kept;
  }

  /** Whether something waits for {@link #commit}. */
  public boolean isOpen() {
    return open;
  }

  /**
   * Makes durable what is open. Blocks.
   *
   * @throws IOException if it is not; it is written with the next commit
   */
  public void commit() throws IOException {
    if (open) {
      journal.commit();
      open = false;
    }
  }

  /** What is wrong with the journal, for people; empty if nothing is. */
  public String failure() {
    return journal.status().failure();
  }

  /** The last records, durable or about to be, newest first, at most {@value #LATEST}. */
  public List<AuditRecord> latest(int limit) {
    synchronized (latest) {
      return latest.stream().limit(limit).toList();
    }
  }

  /** Reads all that is durable and says what is wrong. Any thread; takes its time, holds up nobody. */
  public AuditCheck verify() {
    try (JournalReader reader = journal.reader(StreamId.AUDIT, 1)) {
      return ChainCheck.run(journal, reader);
    } catch (IOException e) {
      return new AuditCheck(false, 0, "the audit log cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
