package io.busbar.engine.shard;

import io.busbar.api.time.BusClock;
import io.busbar.engine.shard.Shard.Change;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What others want done on the shard's thread. Sent from any thread, carried out on the shard's. */
final class Messages {
  /** How long a duty is busy with messages if several wait, before it looks at samples again, ns. */
  private static final long MESSAGES_NS = 200_000;

  private final BusClock clock;
  private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
  private final Queue<Look> looks = new ConcurrentLinkedQueue<>();
  private final Deque<Message> waiting = new ArrayDeque<>();

  Messages(BusClock clock) {
    this.clock = clock;
  }

  /**
   * A message: carried out between two batches.
   *
   * @param change returns false if its time has not come; it is asked again after the next work
   * @param done completed when it was carried out
   */
  private record Message(Change change, CompletableFuture<Void> done) {}

  private record Look(Runnable look, CompletableFuture<Void> done) {}

  CompletableFuture<Void> look(Runnable look) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    looks.add(new Look(look, done));
    return done;
  }

  CompletableFuture<Void> send(Change change) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    messages.add(new Message(change, done));
    return done;
  }

  boolean areWaiting() {
    return !waiting.isEmpty();
  }

  int carryOutLooks() {
    int done = 0;
    for (Look next = looks.poll(); next != null; next = looks.poll()) {
      try {
        next.look().run();
        next.done().complete(null);
      } catch (RuntimeException failure) {
        next.done().completeExceptionally(failure);
      }
      done++;
    }
    return done;
  }

  int carryOut(Shard shard) {
    int done = 0;
    for (Message next = messages.poll(); next != null; next = messages.poll()) {
      waiting.add(next);
    }
    long until = clock.monotonicNs() + MESSAGES_NS;
    while (!waiting.isEmpty() && (done == 0 || clock.monotonicNs() < until)) {
      Message first = waiting.getFirst();
      try {
        if (!first.change().apply(shard)) {
          return done;
        }
        first.done().complete(null);
      } catch (RuntimeException failure) {
        first.done().completeExceptionally(failure);
      }
      waiting.removeFirst();
      done++;
    }
    return done;
  }
}
