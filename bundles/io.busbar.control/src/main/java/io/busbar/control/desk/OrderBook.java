package io.busbar.control.desk;

import io.busbar.api.command.Order;
import io.busbar.api.command.OrderListener;
import io.busbar.api.time.BusClock;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.book.Book;

/** The orders that central remembers. Under the desk's lock. */
final class OrderBook extends Book<DeskOrder> {
  /** Most orders that are remembered. */
  static final int MAX_REMEMBERED = 4_096;

  private final BusClock clock;

  OrderBook(AuditTrail trail, BusClock clock) {
    super(trail, clock, "o/", MAX_REMEMBERED, DeskOrder::restored);
    this.clock = clock;
    open().forEach(order -> order.acceptedNs = clock.monotonicNs());
  }

  DeskOrder begin(Order order, OrderListener listener) {
    DeskOrder begun = new DeskOrder(nextSerial(), order);
    begun.listen(listener);
    begun.acceptedNs = clock.monotonicNs();
    begin(begun);
    return begun;
  }

  @Override
  protected String subject(Order order) {
    return order.gateway() + "/" + order.point();
  }

  @Override
  protected String site(Order order) {
    return order.gateway();
  }

  @Override
  protected String remedy() {
    return "No order is taken until it can; look at the disk.";
  }
}
