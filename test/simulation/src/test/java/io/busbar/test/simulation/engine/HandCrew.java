package io.busbar.test.simulation.engine;

import io.busbar.engine.agent.Crew;
import io.busbar.engine.agent.Duty;
import io.busbar.engine.agent.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs the engine's agents in this thread, in an order that the seed decides. */
final class HandCrew implements Crew {
  private final List<Duty> duties = new ArrayList<>();
  private final SplittableRandom dice;

  HandCrew(SplittableRandom dice) {
    this.dice = dice;
  }

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

  /** Some agents have a turn. */
  void run() {
    for (int i = dice.nextInt(1, 6); i > 0; i--) {
      duties.get(dice.nextInt(duties.size())).run();
    }
  }

  @Override
  public boolean await(CompletableFuture<?> done, long limitMs) {
    for (int i = 0; i < 100 && !done.isDone(); i++) {
      List.copyOf(duties).forEach(Duty::run);
    }
    try {
      return done.isDone() && done.handle((value, failure) -> {
        if (failure instanceof RuntimeException problem) {
          throw problem;
        }
        return true;
      }).join();
    } catch (CompletionException failed) {
      throw (RuntimeException) failed.getCause();
    }
  }
}
