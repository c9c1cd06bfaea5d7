package io.busbar.control.guard;

import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.Order;
import io.busbar.api.time.BusClock;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.book.Book;
import io.busbar.control.wire.ControlMessage;
import org.jspecify.annotations.Nullable;

/**
 * The commands that a gateway remembers, by identity, and what is written down of them. What is forgotten is old: its age is bounded by
 * its mark, so that a late copy of it is challenged and not confirmed. Under the guard's lock.
 */
final class GuardBook extends Book<Entry> {
  /** Most commands that are remembered. */
  static final int MAX_REMEMBERED = 1_024;
  /** Most commands that may be under way. */
  static final int MAX_OPEN = 64;

  private String site = "";

  GuardBook(AuditTrail trail, BusClock clock) {
    super(trail, clock, "c/", MAX_REMEMBERED, Entry::restored);
  }

  /** The name that the site has now. */
  void site(String name) {
    site = name;
  }

  /** Ends what an earlier process has left open: nothing of it is done again by itself. */
  void endOpen() {
    for (Entry entry : open()) {
      if (entry.state() == CommandState.OPERATED) {
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

  Entry begin(Order order, @Nullable Voice voice) {
    Entry entry = new Entry(nextSerial(), order);
    entry.voice = voice;
    begin(entry);
    return entry;
  }

  /** Tells whoever follows it. */
  static void tell(Entry entry) {
    entry.say(new ControlMessage.Told(entry.id(), entry.action(), entry.state(), entry.cause(), entry.reason()));
  }

  @Override
  protected String subject(Order order) {
    return order.point();
  }

  @Override
  protected String site(Order order) {
    return site;
  }

  @Override
  protected String remedy() {
    return "Nothing is operated until it can; look at the disk.";
  }
}
