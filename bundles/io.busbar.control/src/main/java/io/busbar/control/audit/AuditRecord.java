package io.busbar.control.audit;

import io.busbar.control.wire.ByteSink;
import io.busbar.control.wire.ByteSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a control, for good.
 *
 * <pre>
 * +----------+------------+-----------------------------------------------------------+
 * | hash 32  | wall ns u64| what | id | subject | value | who | from | text             |
 * +----------+------------+-----------------------------------------------------------+
 *   of the record before
 * </pre>
 *
 * @param wallNs wall time, ns
 * @param what {@code ordered}, {@code refused}, {@code intent}, {@code tag set} …
 * @param id identity of the command; empty where it is about none
 * @param subject point or tag's target
 * @param value as text; may be empty
 * @param who originator
 * @param from where that came from
 * @param text decision and why; may be empty
 */
public record AuditRecord(long wallNs, String what, String id, String subject, String value, String who, String from, String text) {
  byte[] toBytes() {
    return new ByteSink().u64(wallNs).text(what).text(id).text(subject).text(value).text(who).text(from).text(text).toBytes();
  }

  static @Nullable AuditRecord read(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    AuditRecord record = new AuditRecord(in.u64(), in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.text());
    return in.failed() ? null : record;
  }

  /** One line. */
  public String line() {
    StringBuilder line = new StringBuilder(Instant.ofEpochSecond(0, wallNs).toString()).append("  ").append(what);
    append(line, "  ", subject);
    append(line, " = ", value);
    append(line, "  by ", who);
    append(line, " from ", from);
    append(line, ": ", text);
    append(line, "  #", id);
    return line.toString();
  }

  private static void append(StringBuilder line, String before, String part) {
    if (!part.isEmpty()) {
      line.append(before).append(part);
    }
  }
}
