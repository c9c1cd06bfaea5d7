package io.busbar.control.book;

import io.busbar.api.command.CommandId;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.ControlView.CommandRow;
import io.busbar.api.command.Order;
import io.busbar.api.time.BusClock;
import io.busbar.control.audit.AuditRecord;
import io.busbar.control.audit.AuditTrail;
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
 * The orders that one end remembers, and what is written down of them: each change is a line of the audit log and the new memory, durable
 * together with the next commit. Under its owner's lock.
 *
 * @param <T> what desk or guard knows of an order
 */
public abstract class Book<T extends Tracked> {
  private static final System.Logger LOG = System.getLogger("io.busbar.control");
  private static final double MOST_WHOLE = 1e15;

  private final AuditTrail trail;
  private final BusClock clock;
  private final String key;
  private final int mostRemembered;
  private final Map<CommandId, T> all = new LinkedHashMap<>();
  /** Those without an outcome; they are asked for many times a second. */
  private final Map<CommandId, T> open = new LinkedHashMap<>();
  private long lastSerial;
  private String failure = "";

  /**
   * With what an earlier process remembered.
   *
   * @param key what the names of its state begin with
   * @param mostRemembered orders; the oldest that have an outcome are forgotten
   */
  protected Book(AuditTrail trail, BusClock clock, String key, int mostRemembered, Tracked.Maker<T> maker) {
    this.trail = trail;
    this.clock = clock;
    this.key = key;
    this.mostRemembered = mostRemembered;
    List<T> found = new ArrayList<>();
    trail.kept(key).values().forEach(bytes -> {
      T read = Tracked.read(bytes, maker);
      if (read != null) {
        found.add(read);
      }
    });
    found.sort(Comparator.comparingLong(Tracked::serial));
    found.forEach(this::put);
  }

  /** What the audit log calls an order's point. */
  protected abstract String subject(Order order);

  /** What does not happen while the journal cannot be written, and what to do: a sentence for the log. */
  protected abstract String remedy();

  private void put(T tracked) {
    all.put(tracked.id(), tracked);
    lastSerial = tracked.serial();
    if (!tracked.isFinal()) {
      open.put(tracked.id(), tracked);
    }
  }

  /** The order of an identity; null if it is not remembered. */
  public final @Nullable T get(CommandId id) {
    return all.get(id);
  }

  /** Those without an outcome, in the order of arrival. */
  public final List<T> open() {
    return open.isEmpty() ? List.of() : List.copyOf(open.values());
  }

  /** The number of the order that comes next. */
  protected final long nextSerial() {
    return lastSerial + 1;
  }

  /** A new one, written down as ordered. */
  protected final void begin(T tracked) {
    tracked.ordered(clock.wallNs());
    put(tracked);
    note("ordered", tracked, word(tracked.action()) + (tracked.order().test() ? ", test" : ""));
    Iterator<T> oldest = all.values().iterator();
    for (int over = all.size() - mostRemembered; over > 0 && oldest.hasNext();) {
      T old = oldest.next();
      if (old.isFinal()) {
        oldest.remove();
        trail.keep(key + old.id(), new byte[0]);
        over--;
      }
    }
  }

  /** Writes a line about an order, and how it stands. */
  public final void note(String what, T tracked, String text) {
    Order order = tracked.order();
    trail.add(new AuditRecord(clock.wallNs(), what, tracked.id().text(), subject(order), value(order), order.originator().ident(), order.from(),
        text));
    trail.keep(key + tracked.id(), tracked.toBytes());
  }

  /** Sets a state and writes it down. */
  public final void state(T tracked, CommandState state, @Nullable AdditionalCause cause, String reason) {
    tracked.change(state, cause, reason, clock.wallNs());
    if (state.isFinal()) {
      open.remove(tracked.id());
    }
    note(word(state), tracked, (cause == null ? "" : word(cause) + (reason.isEmpty() ? "" : ", ")) + reason);
  }

  /** A constant as people read it. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String value(Order order) {
    double value = order.kind().toDouble(order.bits());
    return word(order.kind()) + " " + (value == Math.rint(value) && Math.abs(value) < MOST_WHOLE ? Long.toString((long) value)
        : Double.toString(value));
  }

  /** Makes it durable; false if the journal does not take it now. Blocks. */
  public final boolean commit() {
    try {
      trail.commit();
      failure = "";
      return true;
    } catch (IOException e) {
      if (failure.isEmpty()) {
        LOG.log(System.Logger.Level.ERROR, "the control journal cannot be written: " + e.getMessage() + ". " + remedy(), e);
      }
      failure = String.valueOf(e.getMessage());
      return false;
    }
  }

  /** Commits what waits, if anything does. Blocks. */
  public final void commitOpen() {
    if (trail.isOpen()) {
      commit();
    }
  }

  /** Why the journal cannot be written; empty if it can. */
  public final String failure() {
    return failure;
  }

  /** Orders lately, newest first. */
  public final List<CommandRow> rows(int limit) {
    List<CommandRow> rows = new ArrayList<>();
    List<T> known = new ArrayList<>(all.values());
    for (int i = known.size() - 1; i >= 0 && rows.size() < limit; i--) {
      T each = known.get(i);
      Order order = each.order();
      rows.add(new CommandRow(each.id().text(), site(order), order.action(), order.point(), value(order), each.state(), each.reason(),
          order.originator().ident(), order.from(), each.orderedWallNs(), each.changedWallNs()));
    }
    return rows;
  }

  /** Name of the site whose point it is. */
  protected abstract String site(Order order);
}
