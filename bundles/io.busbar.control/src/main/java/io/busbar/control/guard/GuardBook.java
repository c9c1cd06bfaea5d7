package io.busbar.control.guard;

import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.ControlView.CommandRow;
import io.busbar.api.command.Order;
import io.busbar.api.time.BusClock;
import io.busbar.control.audit.AuditRecord;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.wire.CommandId;
import io.busbar.control.wire.ControlMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands that a gateway remembers, by identity, and what is written down of them. What is forgotten is old: its age is bounded by
 * its mark, so that a late copy of it is challenged and not confirmed. Under the guard's lock.
 */
final class GuardBook {
  /** Most commands that are remembered. */
  static final int MAX_REMEMBERED = 1_024;
  /** Most commands that may be under way. */
  static final int MAX_OPEN = 64;

  private static final System.Logger LOG = System.getLogger("io.busbar.control");
  private static final String KEY = "c/";

  private final AuditTrail trail;
  private final BusClock clock;
  private final Map<CommandId, Entry> entries = new LinkedHashMap<>();
  private long lastSerial;
  private String failure = "";

  GuardBook(AuditTrail trail, BusClock clock) {
    this.trail = trail;
    this.clock = clock;
    List<Entry> found = new ArrayList<>();
    trail.kept(KEY).values().forEach(bytes -> {
      Entry entry = Entry.read(bytes);
      if (entry != null) {
        found.add(entry);
      }
    });
    found.sort(Comparator.comparingLong(entry -> entry.serial));
    found.forEach(entry -> {
      entries.put(entry.id, entry);
      lastSerial = entry.serial;
    });
  }

  /** Ends what an earlier process has left open: nothing of it is done again by itself. */
  void endOpen() {
    for (Entry entry : open()) {
      if (entry.state == CommandState.OPERATED) {
        state(entry, CommandState.EXECUTED_NOT_CONFIRMED, null, "the gateway was restarted before the feedback came");
      } else if (entry.operateIntent) {
        state(entry, CommandState.UNKNOWN, null, "the gateway stopped when the frame was about to be written. It is not repeated: look at"
            + " the device");
      } else {
        state(entry, CommandState.REFUSED, AdditionalCause.OTHER, "the gateway was restarted before it was operated; nothing was operated");
      }
    }
    commitOpen();
  }

  @Nullable Entry get(CommandId id) {
    return entries.get(id);
  }

  List<Entry> open() {
    return entries.values().stream().filter(entry -> !entry.isFinal()).toList();
  }

  Entry begin(Order order, @Nullable Voice voice) {
    Entry entry = new Entry(new CommandId(order.idHigh(), order.idLow()), ++lastSerial, order);
    entry.voice = voice;
    entry.orderedWallNs = clock.wallNs();
    entry.changedWallNs = entry.orderedWallNs;
    entries.put(entry.id, entry);
    note("ordered", entry, order.action().name().toLowerCase(Locale.ROOT) + (order.test() ? ", test" : ""));
    remember(entry);
    trim();
    return entry;
  }

  private void trim() {
    Iterator<Entry> oldest = entries.values().iterator();
    for (int over = entries.size() - MAX_REMEMBERED; over > 0 && oldest.hasNext();) {
      Entry entry = oldest.next();
      if (entry.isFinal()) {
        oldest.remove();
        trail.keep(KEY + entry.id, new byte[0]);
        over--;
      }
    }
  }

  /** Writes a line of the audit log about a command, durable with the next commit. */
  void note(String what, Entry entry, String text) {
    Order order = entry.order;
    trail.add(new AuditRecord(clock.wallNs(), what, entry.id.text(), order.point(), value(order), order.originator().ident(), order.from(), text));
  }

  /** The value of an order as text. */
  static String value(Order order) {
    double value = order.kind().toDouble(order.bits());
    return order.kind().name().toLowerCase(Locale.ROOT) + " " + (value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value) : Double.toString(value));
  }

  /** Durable with the next commit: how it stands. */
  void remember(Entry entry) {
    trail.keep(KEY + entry.id, entry.toBytes());
  }

  /** Sets a state and writes it down. */
  void state(Entry entry, CommandState state, @Nullable AdditionalCause cause, String reason) {
    entry.state = state;
    entry.cause = cause;
    entry.reason = reason;
    entry.changedWallNs = clock.wallNs();
    note(state.name().toLowerCase(Locale.ROOT).replace('_', ' '), entry, (cause == null ? "" : cause.name().toLowerCase(Locale.ROOT)
        .replace('_', ' ') + (reason.isEmpty() ? "" : ", ")) + reason);
    remember(entry);
  }

  /** Makes it durable; false if the journal does not take it now. */
  boolean commit() {
    try {
      trail.commit();
      failure = "";
      return true;
    } catch (IOException e) {
      if (failure.isEmpty()) {
        LOG.log(System.Logger.Level.ERROR, "the control journal cannot be written: " + e.getMessage()
            + ". Nothing is operated until it can; look at the disk.", e);
      }
      failure = String.valueOf(e.getMessage());
      return false;
    }
  }

  /** Commits what is open, if anything is. */
  void commitOpen() {
    if (trail.isOpen()) {
      commit();
    }
  }

  String failure() {
    return failure;
  }

  /** Tells whoever follows it. */
  static void tell(Entry entry) {
    entry.say(new ControlMessage.Told(entry.id, entry.action(), entry.state, entry.cause, entry.reason));
  }

  List<CommandRow> rows(String site, int limit) {
    List<CommandRow> rows = new ArrayList<>();
    List<Entry> all = new ArrayList<>(entries.values());
    for (int i = all.size() - 1; i >= 0 && rows.size() < limit; i--) {
      Entry entry = all.get(i);
      Order order = entry.order;
      rows.add(new CommandRow(entry.id.text(), site, order.action(), order.point(), value(order), entry.state, entry.reason,
          order.originator().ident(), order.from(), entry.orderedWallNs, entry.changedWallNs));
    }
    return rows;
  }
}
