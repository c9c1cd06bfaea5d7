package io.busbar.control.guard;

import io.busbar.api.command.Command.Action;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.command.CommandState;

/** What a driver tells of one hand-over. What comes after its end is not taken. Any thread. */
final class Progress implements CommandProgress {
  private final Guard guard;
  private final Entry entry;
  private final int turn;
  private boolean asked;

  Progress(Guard guard, Entry entry, int turn) {
    this.guard = guard;
    this.entry = entry;
    this.turn = turn;
  }

  private boolean isOver() {
    return entry.isFinal() || entry.turn != turn;
  }

  @Override
  public boolean mayWrite() {
    synchronized (guard) {
      if (asked || isOver()) {
        return false;
      }
      asked = true;
      return guard.mayWrite(entry);
    }
  }

  @Override
  public void refused(AdditionalCause cause, String reason) {
    synchronized (guard) {
      if (!isOver()) {
        guard.end(entry, CommandState.REFUSED, cause, reason);
      }
    }
  }

  @Override
  public void accepted() {
    synchronized (guard) {
      if (isOver()) {
        return;
      }
      switch (entry.action()) {
        case SELECT -> selected();
        case CANCEL -> guard.end(entry, CommandState.CANCELLED, null, "");
        case OPERATE -> {
          if (entry.state() != CommandState.OPERATED) {
            guard.book().state(entry, CommandState.ACCEPTED, null, "");
            GuardBook.tell(entry);
          }
        }
      }
    }
  }

  private void selected() {
    guard.book().state(entry, CommandState.SELECTED, null, "");
    var rule = entry.rule;
    entry.untilNs = guard.parts().clock().monotonicNs() + (rule == null ? 0 : rule.selectForNs());
    GuardBook.tell(entry);
  }

  @Override
  public void operated() {
    synchronized (guard) {
      if (!isOver() && entry.action() == Action.OPERATE && entry.state() != CommandState.OPERATED) {
        Feedback.operated(guard, entry);
      }
    }
  }

  @Override
  public void completed() {
    synchronized (guard) {
      operated();
      if (!isOver() && entry.action() == Action.OPERATE) {
        Feedback.completed(guard, entry);
      }
    }
  }

  @Override
  public void terminated() {
    synchronized (guard) {
      operated();
      if (!isOver() && entry.action() == Action.OPERATE) {
        Feedback.terminated(guard, entry);
      }
    }
  }

  @Override
  public void failed(AdditionalCause cause, String reason) {
    synchronized (guard) {
      if (!isOver()) {
        guard.end(entry, CommandState.FAILED, cause, reason);
      }
    }
  }

  @Override
  public void unknown(String reason) {
    synchronized (guard) {
      if (isOver()) {
        return;
      }
      if (entry.action() == Action.OPERATE && entry.operateIntent) {
        guard.end(entry, CommandState.UNKNOWN, null, reason);
      } else {
        guard.end(entry, CommandState.FAILED, AdditionalCause.SELECT_FAILED, reason + " Nothing was operated.");
      }
    }
  }
}
