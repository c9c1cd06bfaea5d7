package io.busbar.engine.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Agents that are run by hand, on the caller's thread: they do something only when told to. For the shadow of a model, for simulation,
 * tests and benchmarks. One thread at a time.
 */
public final class HandCrew implements Crew {
  private final List<Named> agents = new ArrayList<>();
  private final int mostRounds;

  /** With the number of rounds after which what is awaited will not come. */
  public HandCrew(int mostRounds) {
    this.mostRounds = mostRounds;
  }

  @Override
  public Worker start(String name, Duty duty) {
    Named agent = new Named(name, duty);
    agents.add(agent);
    return new Worker() {
      @Override
      public void wakeUp() {}

      @Override
      public void interrupt() {}

      @Override
      public void stop() {
        agents.remove(agent);
      }

      @Override
      public boolean join(long limitMs) {
        return true;
      }
    };
  }

  /** Runs every agent that often, in the order in which they were started. */
  public void run(int rounds) {
    for (int i = 0; i < rounds; i++) {
      duties().forEach(Duty::run);
    }
  }

  /** Those at work, in the order in which they were started. */
  public List<Duty> duties() {
    return agents.stream().map(Named::duty).toList();
  }

  /** The agent whose name contains a text. */
  public Duty duty(String part) {
    return agents.stream().filter(agent -> agent.name.contains(part)).findFirst().orElseThrow().duty;
  }

  @Override
  public boolean await(CompletableFuture<?> done, long limitMs) {
    for (int i = 0; i < mostRounds && !done.isDone(); i++) {
      run(1);
    }
    if (!done.isDone()) {
      return false;
    }
    try {
      done.join();
      return true;
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw failed;
    }
  }

  private record Named(String name, Duty duty) {}
}
