package io.busbar.control.audit;

import io.busbar.api.command.ControlView.AuditCheck;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.control.wire.ByteSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows the chain of an audit log, one record in memory at a time, while the log may be written. It ends where the journal's state says
 * that the log ends; a record beyond that was not written by its owner.
 */
final class ChainCheck {
  /** How often it is looked whether the state follows a record that has come meanwhile. */
  private static final int LOOKS = 200;
  private static final long LOOK_NS = 5_000_000;
  private static final int SHOWN = 8;

  private final Journal journal;
  private final JournalReader reader;
  private final long first;
  /** What the next record has to begin with; null where the one before was freed. */
  private byte @Nullable [] expected;
  private long last;
  private long records;

  private ChainCheck(Journal journal, JournalReader reader) {
    this.journal = journal;
    this.reader = reader;
    first = Math.max(1, journal.tail(StreamId.AUDIT));
    last = first - 1;
    expected = first == 1 ? new byte[AuditTrail.HASH_BYTES] : null;
  }

  /** Reads all of it. Blocks. */
  static AuditCheck run(Journal journal, JournalReader reader) throws IOException {
    return new ChainCheck(journal, reader).run();
  }

  private AuditCheck run() throws IOException {
    int looks = 0;
    while (true) {
      byte[] anchor = journal.state(AuditTrail.ANCHOR);
      long end = anchor == null ? 0 : new ByteSource(anchor).u64();
      while (last < end) {
        if (!reader.next()) {
          return broken("the log ends at record " + last + ", it had " + end + ": its end is missing");
        }
        String wrong = follow(reader.position(), reader.record());
        if (!wrong.isEmpty()) {
          return broken(wrong);
        }
        looks = 0;
      }
      if (journal.head(StreamId.AUDIT) <= end) {
        return anchor == null || expected == null || Arrays.equals(anchor, AuditTrail.anchor(end, expected)) ? intact()
            : broken("the last record was edited");
      }
      if (looks++ == LOOKS) {
        return broken("the log had " + end + " records; those behind it were added by somebody else");
      }
      LockSupport.parkNanos(LOOK_NS);
    }
  }

  /** Takes one record; returns what is wrong, or empty. */
  private String follow(long position, byte[] bytes) {
    String where = "record " + position;
    AuditRecord content = AuditTrail.content(bytes);
    if (content == null) {
      return where + " cannot be read: it was edited or is damaged";
    }
    String when = where + " (" + content.line() + ")";
    if (position != last + 1 && position == journal.tail(StreamId.AUDIT)) {
      expected = null; // older ones were freed while this was read
    } else if (position != last + 1) {
      return "records " + (last + 1) + " to " + (position - 1) + " are missing before " + when;
    }
    byte[] before = expected;
    if (before != null && !Arrays.equals(before, Arrays.copyOf(bytes, AuditTrail.HASH_BYTES))) {
      return when + " does not follow from the one before it: one of the two was edited, or stood elsewhere";
    }
    expected = AuditTrail.hash(position, bytes);
    last = position;
    records++;
    return "";
  }

  private AuditCheck intact() {
    byte[] hash = expected;
    return new AuditCheck(true, records, "intact: " + records + " records" + (first > 1 ? ", from record " + first + " on; older ones were"
        + " freed for want of room" : "") + (records == 0 || hash == null ? "" : ", last hash " + HexFormat.of().formatHex(hash, 0, SHOWN)
        + " (write it down elsewhere: whoever replaces the whole log cannot have it)"));
  }

  private AuditCheck broken(String what) {
    return new AuditCheck(false, records, "NOT INTACT: " + what + ".");
  }
}
