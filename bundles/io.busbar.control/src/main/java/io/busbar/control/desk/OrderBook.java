package io.busbar.control.desk;

import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.ControlView.CommandRow;
import io.busbar.api.command.Order;
import io.busbar.api.command.OrderListener;
import io.busbar.api.time.BusClock;
import io.busbar.control.audit.AuditRecord;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.wire.CommandId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The orders that central remembers, and what is written down of them. Under the desk's lock. */
final class OrderBook {
  /** Most orders that are remembered. */
  static final int MAX_REMEMBERED = 4_096;

  private static final System.Logger LOG = System.getLogger("io.busbar.control");
  private static final String KEY = "o/";

  private final AuditTrail trail;
  private final BusClock clock;
  private final Map<CommandId, DeskOrder> orders = new LinkedHashMap<>();
  private long lastSerial;
  private String failure = "";

  OrderBook(AuditTrail trail, BusClock clock) {
    this.trail = trail;
    this.clock = clock;
    List<DeskOrder> found = new ArrayList<>();
    trail.kept(KEY).values().forEach(bytes -> {
      DeskOrder order = DeskOrder.read(bytes);
      if (order != null) {
        found.add(order);
      }
    });
    found.sort(Comparator.comparingLong(order -> order.serial));
    found.forEach(order -> {
      orders.put(order.id, order);
      order.acceptedNs = clock.monotonicNs();
      lastSerial = order.serial;
    });
  }

  @Nullable DeskOrder get(CommandId id) {
    return orders.get(id);
  }

  List<DeskOrder> open() {
    return orders.values().stream().filter(order -> !order.isFinal()).toList();
  }

  DeskOrder begin(Order order, OrderListener listener) {
    DeskOrder begun = new DeskOrder(new CommandId(order.idHigh(), order.idLow()), ++lastSerial, order);
    begun.listen(listener);
    begun.orderedWallNs = clock.wallNs();
    begun.acceptedNs = clock.monotonicNs();
    orders.put(begun.id, begun);
    Iterator<DeskOrder> oldest = orders.values().iterator();
    for (int over = orders.size() - MAX_REMEMBERED; over > 0 && oldest.hasNext();) {
      DeskOrder old = oldest.next();
      if (old.isFinal()) {
        oldest.remove();
        trail.keep(KEY + old.id, new byte[0]);
        over--;
      }
    }
    return begun;
  }

  void note(String what, DeskOrder order, String text) {
    Order one = order.order;
    trail.add(new AuditRecord(clock.wallNs(), what, order.id.text(), one.gateway() + "/" + one.point(), value(one), one.originator().ident(),
        one.from(), text));
    trail.keep(KEY + order.id, order.toBytes());
  }

  private static String value(Order order) {
    double value = order.kind().toDouble(order.bits());
    return order.kind().name().toLowerCase(Locale.ROOT) + " " + (value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value));
  }

  /** Sets a state and writes it down. */
  void state(DeskOrder order, CommandState state, @Nullable AdditionalCause cause, String reason) {
    order.state = state;
    order.cause = cause;
    order.reason = reason;
    order.changedWallNs = clock.wallNs();
    note(state.name().toLowerCase(Locale.ROOT).replace('_', ' '), order, (cause == null ? "" : cause.name().toLowerCase(Locale.ROOT)
        .replace('_', ' ') + (reason.isEmpty() ? "" : ", ")) + reason);
  }

  /** Makes it durable; false if the journal does not take it now. */
  boolean commit() {
    try {
      trail.commit();
      failure = "";
      return true;
    } catch (IOException e) {
      if (failure.isEmpty()) {
        LOG.log(System.Logger.Level.ERROR, "the control journal cannot be written: " + e.getMessage() + ". No order is taken until it can.", e);
      }
      failure = String.valueOf(e.getMessage());
      return false;
    }
  }

  void commitOpen() {
    if (trail.isOpen()) {
      commit();
    }
  }

  String failure() {
    return failure;
  }

  List<CommandRow> rows(int limit) {
    List<CommandRow> rows = new ArrayList<>();
    List<DeskOrder> all = new ArrayList<>(orders.values());
    for (int i = all.size() - 1; i >= 0 && rows.size() < limit; i--) {
      DeskOrder each = all.get(i);
      Order order = each.order;
      rows.add(new CommandRow(each.id.text(), order.gateway(), order.action(), order.point(), value(order), each.state, each.reason,
          order.originator().ident(), order.from(), each.orderedWallNs, each.changedWallNs));
    }
    return rows;
  }
}
