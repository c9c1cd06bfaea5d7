package io.busbar.shell.tailgate;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the lines of a stream of server-sent events and hands on what its data lines say. */
final class EventLines implements Flow.Subscriber<String> {
  private static final String DATA = "data:";

  private final Consumer<String> lines;
  private final CompletableFuture<EventLines> beginning = new CompletableFuture<>();
  private volatile Flow.@Nullable Subscription subscription;

  EventLines(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Whether the stream has begun. */
  boolean hasBegun() {
    return subscription != null;
  }

  /** Completed when the stream begins. */
  CompletableFuture<EventLines> beginning() {
    return beginning;
  }

  /** Ends the stream from this side. */
  void cancel() {
    Flow.Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    beginning.complete(this);
    begun.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    if (line.startsWith(DATA)) {
      lines.accept(line.substring(line.startsWith(DATA + " ") ? DATA.length() + 1 : DATA.length()));
    }
  }

  @Override
  public void onError(Throwable thrown) {
    // whoever waits for the response gets it
  }

  @Override
  public void onComplete() {
    // whoever waits for the response gets it
  }
}
