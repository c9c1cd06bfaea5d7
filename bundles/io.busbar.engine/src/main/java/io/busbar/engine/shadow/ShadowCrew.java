package io.busbar.engine.shadow;

import io.busbar.engine.agent.Crew;
import io.busbar.engine.agent.Duty;
import io.busbar.engine.agent.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Agents that are run by hand: they do something only when told to. One thread at a time. */
final class ShadowCrew implements Crew {
  private static final int MOST_ROUNDS = 1_000_000;

  private final List<Duty> duties = new ArrayList<>();

  @Override
  public Worker start(String name, Duty duty) {
    duties.add(duty);
    return new Worker() {
      @Override
      public void wakeUp() {}

      @Override
      public void interrupt() {}

      @Override
      public void stop() {
        duties.remove(duty);
      }

      @Override
      public boolean join(long limitMs) {
        return true;
      }
    };
  }

  /** Runs the engine, which was started first, until a batch of its own is through. */
  void runEngine() {
    duties.get(0).run();
  }

  private void runAll() {
    List.copyOf(duties).forEach(Duty::run);
  }

  @Override
  public boolean await(CompletableFuture<?> done, long limitMs) {
    for (int i = 0; i < MOST_ROUNDS && !done.isDone(); i++) {
      runAll();
    }
    try {
      if (done.isDone()) {
        done.join();
      }
      return done.isDone();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw failed;
    }
  }

  /** Lets channels open and bind their devices. */
  void settle() {
    for (int i = 0; i < 4; i++) {
      runAll();
    }
  }
}
