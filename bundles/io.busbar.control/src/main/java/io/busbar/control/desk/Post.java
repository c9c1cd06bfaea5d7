package io.busbar.control.desk;

import io.busbar.api.link.LinkSession;
import io.busbar.control.wire.ControlMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What waits to be sent to one gateway, and whether it is heard. Under the desk's lock. */
final class Post {
  /** Messages that may wait. */
  static final int MAX_WAITING = 512;

  final Deque<ControlMessage> waiting = new ArrayDeque<>();
  @Nullable LinkSession session;
  boolean silent;

  /** Puts a message in line; without a session, or where too many wait, it is dropped: the next session asks again. */
  void put(ControlMessage message) {
    if (session != null && waiting.size() < MAX_WAITING) {
      waiting.add(message);
    }
  }

  boolean isHeard() {
    return session != null && !silent;
  }
}
