package io.busbar.uplink.feed;

import io.busbar.api.journal.StreamId;
import io.busbar.api.view.GatewayLinkView.Way;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Questions of any thread that the link's thread answers between two pieces of its work. */
final class Asked {
  private static final int MOST = 64;
  private static final long LIMIT_MS = 1_000;

  private final Queue<Question> waiting = new ArrayBlockingQueue<>(MOST);

  private record Question(StreamId stream, long position, CompletableFuture<Way> answer) {}

  /** Knows how far records are. */
  interface Answer {
    /** How far that record is now. */
    Way way(StreamId stream, long position);
  }

  /** Asks and waits; unknown if nobody answers in time. */
  Way ask(StreamId stream, long position) {
    CompletableFuture<Way> answer = new CompletableFuture<>();
    return waiting.offer(new Question(stream, position, answer)) ? answer.completeOnTimeout(Way.UNKNOWN, LIMIT_MS, TimeUnit.MILLISECONDS).join()
        : Way.UNKNOWN;
  }

  /** Answers what waits. Link's thread. */
  void answer(Answer answer) {
    for (Question next = waiting.poll(); next != null; next = waiting.poll()) {
      next.answer().complete(answer.way(next.stream(), next.position()));
    }
  }
}
