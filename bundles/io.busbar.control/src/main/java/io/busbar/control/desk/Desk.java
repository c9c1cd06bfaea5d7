package io.busbar.control.desk;

import io.busbar.api.command.CommandId;
import io.busbar.api.command.ControlView.CommandRow;
import io.busbar.api.command.ControlView.TagRow;
import io.busbar.api.command.Order;
import io.busbar.api.command.OrderListener;
import io.busbar.api.link.LinkSession;
import io.busbar.api.time.BusClock;
import io.busbar.control.audit.AuditTrail;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Where orders are handed in at central. Thread-safe by one lock, which is held while the journal commits; so everything blocks for a commit
 * but {@link #work}, which only tries the lock and is for the link's thread.
 */
public final class Desk {
  private final ReentrantLock lock = new ReentrantLock();
  private final Clerk clerk;

  /** A desk that goes on where an earlier one has stopped. */
  public Desk(AuditTrail trail, BusClock clock) {
    clerk = new Clerk(trail, clock);
  }

  private void alone(Runnable task) {
    lock.lock();
    try {
      task.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T ask(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  /** Hands in an order; see {@link io.busbar.api.command.CommandDesk#submit}. */
  public void submit(Order order, OrderListener listener) {
    alone(() -> clerk.submit(order, listener));
  }

  /** A session with a gateway is up: tags first, then what became of what was sent before. */
  public void onUp(LinkSession session) {
    alone(() -> clerk.onUp(session));
  }

  /** A gateway is silent, or heard again. */
  public void onSilence(LinkSession session, boolean silent) {
    alone(() -> clerk.onSilence(session, silent));
  }

  /** A session is over. */
  public void onDown(LinkSession session) {
    alone(() -> clerk.onDown(session));
  }

  /** A message of a gateway. */
  public void onMessage(LinkSession session, byte[] bytes) {
    alone(() -> clerk.onMessage(session, bytes));
  }

  /**
   * Sends what waits; returns whether anything was. Link's thread, does not block: while the desk is busy nothing is sent, and whoever keeps
   * it busy wakes the link afterwards.
   */
  public boolean work() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      return clerk.work();
    } finally {
      lock.unlock();
    }
  }

  /** Ends what is due; about ten times a second. */
  public void tick() {
    alone(clerk::tick);
  }

  /** Hands on an approval; returns why not, or empty. */
  public String approve(CommandId id, String who, String from) {
    return ask(() -> clerk.approve(id, who, from));
  }

  /** Sets or clears a tag; returns why not, or empty. */
  public String tag(boolean set, String gateway, String target, String who, String reason, String from) {
    return ask(() -> clerk.tag(set, gateway, target, who, reason, from));
  }

  /** Tags of all gateways. */
  public List<TagRow> tags() {
    return ask(clerk::tags);
  }

  /** Commands lately, newest first. */
  public List<CommandRow> rows(int limit) {
    return ask(() -> clerk.rows(limit));
  }

  /** Why the journal cannot be written; empty if it can. */
  public String failure() {
    return ask(clerk::failure);
  }
}
