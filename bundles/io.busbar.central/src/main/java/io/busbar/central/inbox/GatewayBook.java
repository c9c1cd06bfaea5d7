package io.busbar.central.inbox;

import io.busbar.api.link.LinkCondition;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.link.LinkSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What central knows of one gateway. Inbox's thread writes, any thread reads. */
final class GatewayBook {
  /** Journal epochs that are remembered of a gateway: a journal is begun anew when its folder is lost or replaced. */
  static final int MAX_EPOCHS = 64;

  final int number;
  final String name;
  /** Epochs in order of first mention; the last is the present one. */
  final List<Long> order = new ArrayList<>();
  final Map<Long, EpochBook> epochs = new ConcurrentHashMap<>();
  /** The session that counts: the newest. */
  @Nullable LinkSession session;
  volatile boolean up;
  volatile long sinceNs;
  /** How its end of the link is, as it last said, and when. */
  volatile @Nullable LinkCondition condition;
  volatile long conditionNs;
  volatile String downReason = "Not heard since central was started.";

  GatewayBook(int number, String name) {
    this.number = number;
    this.name = name;
  }

  /** Takes how its end of the link is; false if it is something else. */
  boolean takes(LinkMessages.@Nullable Message message, long wallNs) {
    if (message instanceof LinkCondition how) {
      condition = how;
      conditionNs = wallNs;
      return true;
    }
    return false;
  }

  /** The present epoch's book, or null before the first hello. */
  @Nullable EpochBook current() {
    List<Long> snapshot;
    synchronized (order) {
      snapshot = order.isEmpty() ? List.of() : List.of(order.get(order.size() - 1));
    }
    return snapshot.isEmpty() ? null : epochs.get(snapshot.get(0));
  }

  /** Makes an epoch the present one; returns the epoch that had to be forgotten for it, or null. */
  @Nullable EpochBook present(EpochBook book) {
    synchronized (order) {
      order.remove((Long) book.epoch);
      order.add(book.epoch);
      epochs.put(book.epoch, book);
      return order.size() > MAX_EPOCHS ? epochs.remove(order.remove(0)) : null;
    }
  }
}
