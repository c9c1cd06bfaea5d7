package io.busbar.test.filters;

import io.busbar.engine.agent.Crew;
import io.busbar.engine.agent.Duty;
import io.busbar.engine.agent.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs agents in turn on the test's own thread. */
final class HandCrew implements Crew {
  private static final int ROUNDS = 12;
  private static final int MOST_ROUNDS = 400;

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

  /** Runs every agent a few times, until nothing more can happen without new input. */
  void run() {
    for (int i = 0; i < ROUNDS; i++) {
      List.copyOf(duties).forEach(Duty::run);
    }
  }

  @Override
  public boolean await(CompletableFuture<?> done, long limitMs) {
    for (int i = 0; i < MOST_ROUNDS && !done.isDone(); i++) {
      List.copyOf(duties).forEach(Duty::run);
    }
    if (done.isDone()) {
      done.join();
    }
    return done.isDone();
  }
}
