package io.busbar.api.link;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the sessions of a link to whoever uses {@link LinkLane#COMMAND} at the time: the user may come after a session, and go before
 * it. Link's thread, but for {@link #use}.
 */
public final class CommandLanes {
  private final List<LinkSession> sessions = new ArrayList<>();
  private volatile @Nullable CommandLane wanted;
  private @Nullable CommandLane user;

  /** Nobody uses the lane yet. */
  public CommandLanes() {}

  /** Uses the lane from now on, or nobody does. Any thread. */
  public void use(@Nullable CommandLane lane) {
    wanted = lane;
  }

  /** Who uses it, as asked for last. Any thread. */
  public @Nullable CommandLane inUse() {
    return wanted;
  }

  /** A session is up. */
  public void up(LinkSession session) {
    follow();
    sessions.add(session);
    CommandLane now = user;
    if (now != null) {
      now.onUp(session);
    }
  }

  /** A message of the lane has come. What nobody takes is lost: whoever sent it learns of no outcome, and nothing was done. */
  public void message(LinkSession session, byte[] bytes) {
    follow();
    CommandLane now = user;
    if (now != null) {
      now.onMessage(session, bytes);
    }
  }

  /** Nothing is heard of the peer, or it is heard again. */
  public void silence(LinkSession session, boolean silent) {
    CommandLane now = user;
    if (now != null) {
      now.onSilence(session, silent);
    }
  }

  /** A session is over. */
  public void down(LinkSession session) {
    if (sessions.remove(session)) {
      CommandLane now = user;
      if (now != null) {
        now.onDown(session);
      }
    }
  }

  /** Lets the user send; returns whether it did. */
  public boolean work(long nowNs) {
    follow();
    CommandLane now = user;
    return now != null && now.work(nowNs);
  }

  private void follow() {
    CommandLane next = wanted;
    CommandLane before = user;
    if (next == before) {
      return;
    }
    if (before != null) {
      sessions.forEach(before::onDown);
    }
    user = next;
    if (next != null) {
      sessions.forEach(next::onUp);
    }
  }
}
